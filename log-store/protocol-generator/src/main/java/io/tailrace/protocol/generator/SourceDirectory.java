package io.tailrace.protocol.generator;

import com.palantir.javapoet.AnnotationSpec;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.TypeSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The directory that generated sources go to. A file is written only if its content changes, so that an incremental
 * build does not compile it again; files of messages that are no longer specified are deleted.
 *
 * <p><b>Threads:</b> one.
 */
final class SourceDirectory {

    private static final AnnotationSpec GENERATED = AnnotationSpec.builder(
                    ClassName.get("javax.annotation.processing", "Generated"))
            .addMember("value", "$S", Generator.class.getName())
            .build();

    private final Path root;
    private final Path packageDirectory;
    private final Set<Path> current = new HashSet<>();
    private int written;

    SourceDirectory(Path root) throws IOException {
        this.root = root;
        this.packageDirectory = root.resolve(Names.MESSAGES.replace('.', '/'));
        Files.createDirectories(packageDirectory);
    }

    void put(TypeSpec type) throws IOException {
        TypeSpec marked = type.toBuilder().addAnnotation(GENERATED).build();
        String source = JavaFile.builder(Names.MESSAGES, marked)
                .skipJavaLangImports(true)
                .indent("    ")
                .build()
                .toString();
        Path file = packageDirectory.resolve(type.name() + ".java");
        if (!current.add(file)) {
            throw new IOException("two specifications make " + root.relativize(file));
        }
        if (!Files.exists(file) || !Files.readString(file).equals(source)) {
            Files.writeString(file, source);
            written++;
        }
    }

    /** Deletes what was there before and has not been put again. */
    void deleteStale() throws IOException {
        List<Path> stale;
        try (Stream<Path> files = Files.list(packageDirectory)) {
            stale = files.filter(file -> !current.contains(file)).toList();
        }
        for (Path file : stale) {
            Files.delete(file);
        }
    }

    int size() {
        return current.size();
    }

    int written() {
        return written;
    }
}
