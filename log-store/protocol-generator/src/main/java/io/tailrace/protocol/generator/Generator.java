package io.tailrace.protocol.generator;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Entry point of the build: {@code Generator SPEC_DIRECTORY... SOURCE_DIRECTORY}. Reads every specification and writes
 * one class for each message, and the enum of all APIs.
 *
 * <p><b>Threads:</b> one.
 */
public final class Generator {

    private Generator() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 2) {
            throw new IllegalArgumentException(
                    "expected SPEC_DIRECTORY... SOURCE_DIRECTORY, actual " + arguments.length + " arguments");
        }
        List<MessageSpec> specs = new ArrayList<>();
        SpecReader reader = new SpecReader();
        for (int i = 0; i < arguments.length - 1; i++) {
            specs.addAll(reader.readDirectory(Path.of(arguments[i])));
        }
        SourceDirectory sources = new SourceDirectory(Path.of(arguments[arguments.length - 1]));
        generate(specs, sources);
        System.out.printf("protocol messages: %d classes, %d files changed%n", sources.size(), sources.written());
    }

    static void generate(List<MessageSpec> specs, SourceDirectory sources) throws IOException {
        for (MessageSpec spec : specs) {
            if (spec.isLive()) {
                sources.put(new MessageEmitter(ModelResolver.resolve(spec)).type());
            }
        }
        sources.put(new ApiKeyEmitter(specs).type());
        sources.deleteStale();
    }
}
