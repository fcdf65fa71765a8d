package io.tailrace.connect.offset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileOffsetStoreTest {

    @TempDir
    private Path folder;

    @Test
    void shouldKeepOffsetsOverARestart() {
        Path file = folder.resolve("made/offsets.json");
        try (FileOffsetStore store = new FileOffsetStore(file)) {
            store.write("lines", Map.of(Map.of("file", "a"), Map.of("position", 10L)));
            store.write("lines", Map.of(Map.of("file", "b"), Map.of("position", 20L)));
            store.write("lines", Map.of(Map.of("file", "a"), Map.of("position", 11L)));
        }
        try (FileOffsetStore store = new FileOffsetStore(file)) {
            assertThat(store.read("lines", Map.of("file", "a"))).containsEntry("position", 11);
            assertThat(store.read("lines", Map.of("file", "b"))).containsEntry("position", 20);
            assertThat(store.read("lines", Map.of("file", "c"))).isNull();
            assertThat(store.read("others", Map.of("file", "a"))).isNull();
            assertThat(store.readAll("lines")).hasSize(2);
        }
    }

    @Test
    void shouldFindAPartitionWhateverTheOrderOfItsKeys() {
        Map<String, Object> partition = new LinkedHashMap<>();
        partition.put("b", 1);
        partition.put("a", "x");
        try (FileOffsetStore store = new FileOffsetStore(folder.resolve("offsets.json"))) {
            store.write("c", Map.of(partition, Map.of("at", 1)));

            Map<String, Object> reordered = new LinkedHashMap<>();
            reordered.put("a", "x");
            reordered.put("b", 1);
            assertThat(store.read("c", reordered)).isEqualTo(Map.of("at", 1));
        }
    }

    @Test
    void shouldRefuseAFileThatIsNoOffsetFile() throws Exception {
        Path file = Files.writeString(folder.resolve("offsets.json"), "not json");

        assertThatThrownBy(() -> new FileOffsetStore(file))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining(file.toString());
    }
}
