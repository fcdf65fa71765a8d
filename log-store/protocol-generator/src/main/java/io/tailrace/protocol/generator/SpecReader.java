package io.tailrace.protocol.generator;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads specification files. They are JSON with {@code //} comments; a default may be a string, number or boolean.
 * An unknown property is an error: it may change the encoding, and a silently wrong codec is worse than a broken build.
 *
 * <p><b>Threads:</b> one.
 */
final class SpecReader {

    private static final Set<String> MESSAGE_PROPERTIES = Set.of(
            "apiKey",
            "type",
            "listeners",
            "name",
            "validVersions",
            "flexibleVersions",
            "deprecatedVersions",
            "latestVersionUnstable",
            "fields",
            "commonStructs");
    private static final Set<String> STRUCT_PROPERTIES = Set.of("name", "versions", "fields");
    private static final Set<String> FIELD_PROPERTIES = Set.of(
            "name",
            "type",
            "versions",
            "nullableVersions",
            "taggedVersions",
            "tag",
            "flexibleVersions",
            "ignorable",
            "default",
            "about",
            "fields",
            "mapKey",
            "entityType",
            "zeroCopy");

    private final ObjectMapper json =
            JsonMapper.builder().enable(JsonReadFeature.ALLOW_JAVA_COMMENTS).build();

    /** Reads every {@code *.json} file of a directory, in the order of their names. */
    List<MessageSpec> readDirectory(Path directory) throws IOException {
        List<Path> files;
        try (Stream<Path> entries = Files.list(directory)) {
            files = entries.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<MessageSpec> specs = new ArrayList<>();
        for (Path file : files) {
            try {
                specs.add(read(Files.readString(file)));
            } catch (IOException | RuntimeException e) {
                throw new IOException("cannot read message specification " + file + ": " + e.getMessage(), e);
            }
        }
        return specs;
    }

    MessageSpec read(String text) throws IOException {
        JsonNode node = json.readTree(text);
        requireKnown(node, MESSAGE_PROPERTIES);
        List<StructSpec> commonStructs = new ArrayList<>();
        for (JsonNode struct : node.path("commonStructs")) {
            requireKnown(struct, STRUCT_PROPERTIES);
            commonStructs.add(new StructSpec(required(struct, "name"), versions(struct, "versions"), fields(struct)));
        }
        String kind = required(node, "type").replace('-', '_').toUpperCase(Locale.ROOT);
        return new MessageSpec(
                required(node, "name"),
                MessageSpec.Kind.valueOf(kind),
                node.path("apiKey").asInt(-1),
                VersionRange.parse(required(node, "validVersions")),
                versions(node, "flexibleVersions"),
                node.path("latestVersionUnstable").asBoolean(false),
                fields(node),
                commonStructs);
    }

    private static List<FieldSpec> fields(JsonNode parent) {
        List<FieldSpec> fields = new ArrayList<>();
        for (JsonNode node : parent.path("fields")) {
            requireKnown(node, FIELD_PROPERTIES);
            fields.add(new FieldSpec(
                    required(node, "name"),
                    FieldType.parse(required(node, "type")),
                    VersionRange.parse(required(node, "versions")),
                    versions(node, "nullableVersions"),
                    versions(node, "taggedVersions"),
                    node.path("tag").asInt(-1),
                    node.has("flexibleVersions") ? versions(node, "flexibleVersions") : null,
                    node.path("ignorable").asBoolean(false),
                    defaultValue(node),
                    node.path("about").asText(""),
                    fields(node)));
        }
        return fields;
    }

    private static @Nullable String defaultValue(JsonNode field) {
        return field.has("default") ? field.get("default").asText() : null;
    }

    private static VersionRange versions(JsonNode node, String property) {
        return node.has(property) ? VersionRange.parse(node.get(property).asText()) : VersionRange.NONE;
    }

    private static String required(JsonNode node, String property) {
        if (!node.has(property)) {
            throw new IllegalArgumentException("expected property '" + property + "', actual " + node);
        }
        return node.get(property).asText();
    }

    private static void requireKnown(JsonNode node, Set<String> known) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown property '" + name + "', known are " + known);
            }
        }
    }
}
