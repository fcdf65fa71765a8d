package io.tailrace.protocol.conformance;

import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.types.Schema;
import org.jspecify.annotations.Nullable;

/** A message of ours beside Kafka's class for the same specification. */
record Twin(String name, List<@Nullable Schema> schemas, Supplier<ApiMessage> ours, Supplier<Message> theirs) {

    private static final String CLIENTS = "org.apache.kafka.common.message.";
    private static final String GROUPS = "org.apache.kafka.coordinator.group.generated.";

    /** Every generated message, found by looking at the compiled classes: none can be forgotten. */
    static List<Twin> all() {
        Path classes;
        try {
            classes = Path.of(ApiKey.class.getResource("ApiKey.class").toURI()).getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
        try (Stream<Path> files = Files.list(classes)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(".class") && !file.contains("$"))
                    .map(file -> file.substring(0, file.length() - ".class".length()))
                    .filter(name -> !name.equals("ApiKey") && !name.equals("package-info"))
                    .sorted()
                    .map(Twin::of)
                    .toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Twin of(String name) {
        try {
            Constructor<?> ours =
                    Class.forName("io.tailrace.protocol.message." + name).getConstructor();
            ApiMessage prototype = (ApiMessage) ours.newInstance();
            if (prototype.apiKey() >= 0) {
                ApiMessageType type = ApiMessageType.fromApiKey(prototype.apiKey());
                return name.endsWith("Request")
                        ? new Twin(
                                name, schemas(type.requestSchemas()), () -> (ApiMessage) make(ours), type::newRequest)
                        : new Twin(
                                name,
                                schemas(type.responseSchemas()),
                                () -> (ApiMessage) make(ours),
                                type::newResponse);
            }
            Class<?> theirs = kafkaClass(name);
            Constructor<?> maker = theirs.getConstructor();
            List<@Nullable Schema> schemas =
                    schemas((Schema[]) theirs.getField("SCHEMAS").get(null));
            return new Twin(name, schemas, () -> (ApiMessage) make(ours), () -> (Message) make(maker));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("no twin for " + name, e);
        }
    }

    private static Class<?> kafkaClass(String name) throws ClassNotFoundException {
        ClassNotFoundException absent = new ClassNotFoundException("Kafka's class for " + name);
        for (String candidate : List.of(CLIENTS + name, CLIENTS + name + "Data", GROUPS + name)) {
            try {
                return Class.forName(candidate);
            } catch (ClassNotFoundException e) {
                absent.addSuppressed(e);
            }
        }
        throw absent;
    }

    /** Null where Kafka no longer knows the version. */
    static List<@Nullable Schema> schemas(Schema[] byVersion) {
        return Collections.unmodifiableList(Arrays.asList(byVersion));
    }

    private static Object make(Constructor<?> constructor) {
        try {
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The versions that Kafka has a schema for, in ascending order. */
    List<Short> versions() {
        Message prototype = theirs.get();
        return IntStream.rangeClosed(prototype.lowestSupportedVersion(), prototype.highestSupportedVersion())
                .filter(version -> schemas.get(version) != null)
                .mapToObj(version -> (short) version)
                .toList();
    }

    Schema schema(short version) {
        return Objects.requireNonNull(schemas.get(version));
    }

    @Override
    public String toString() {
        return name;
    }
}
