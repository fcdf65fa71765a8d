package io.tailrace.protocol.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorTest {

    private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000);

    @TempDir
    Path directory;

    private Path specs;
    private Path sources;

    @BeforeEach
    void writeSpecifications() throws IOException {
        specs = Files.createDirectory(directory.resolve("specs"));
        sources = directory.resolve("sources");
        spec("PingRequest", "'apiKey': 3, 'type': 'request', 'validVersions': '1-2', 'flexibleVersions': '2+'", "int8");
        spec(
                "PingResponse",
                "'apiKey': 3, 'type': 'response', 'validVersions': '1-2', 'flexibleVersions': '2+'",
                "int8");
        spec("GoneRequest", "'apiKey': 4, 'type': 'request', 'validVersions': 'none'", "int8");
    }

    @Test
    void shouldWriteOneClassForEachLiveMessageAndTheEnum() throws IOException {
        generate();

        try (var files = Files.list(generated("").getParent())) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("PingRequest.java", "PingResponse.java", "ApiKey.java");
        }
        assertThat(Files.readString(generated("ApiKey")))
                .contains(
                        "PING(3, 1, 1, 2, 2, 2)",
                        "case PING -> new PingRequest();",
                        "case PING -> new PingResponse();");
    }

    @Test
    void shouldLeaveFilesAloneThatWouldNotChange() throws IOException {
        generate();
        Files.setLastModifiedTime(generated("PingRequest"), LONG_AGO);
        Files.setLastModifiedTime(generated("PingResponse"), LONG_AGO);
        spec(
                "PingResponse",
                "'apiKey': 3, 'type': 'response', 'validVersions': '1-2', 'flexibleVersions': '2+'",
                "int64");

        generate();

        assertThat(Files.getLastModifiedTime(generated("PingRequest"))).isEqualTo(LONG_AGO);
        assertThat(Files.getLastModifiedTime(generated("PingResponse"))).isGreaterThan(LONG_AGO);
        assertThat(Files.readString(generated("PingResponse"))).contains("long value");
    }

    @Test
    void shouldDeleteClassesOfMessagesThatAreNoLongerSpecified() throws IOException {
        spec("Old", "'type': 'data', 'validVersions': '0'", "int8");
        generate();
        assertThat(generated("Old")).exists();
        Files.delete(specs.resolve("Old.json"));

        generate();

        assertThat(generated("Old")).doesNotExist();
    }

    @Test
    void shouldNameTheFileThatCannotBeRead() throws IOException {
        spec("Broken", "'type': 'data', 'validVersions': '0'", "int7");

        assertThatThrownBy(this::generate)
                .hasMessageContaining("Broken.json")
                .hasMessageContaining("expected a field type, actual 'int7'");
    }

    @Test
    void shouldRefuseARequestWhoseResponseHasOtherVersions() throws IOException {
        spec("PingResponse", "'apiKey': 3, 'type': 'response', 'validVersions': '0-2'", "int8");

        assertThatThrownBy(this::generate).hasMessageContaining("PingRequest: expected a response with versions 1-2");
    }

    private void generate() throws IOException {
        Generator.main(new String[] {specs.toString(), sources.toString()});
    }

    private Path generated(String name) {
        return sources.resolve("io/tailrace/protocol/message/" + name + ".java");
    }

    private void spec(String name, String head, String type) throws IOException {
        String text = "{ 'name': '" + name + "', " + head + ", 'fields': [{ 'name': 'Value', 'type': '" + type
                + "', 'versions': '0+' }] }";
        Files.writeString(specs.resolve(name + ".json"), text.replace('\'', '"'));
    }
}
