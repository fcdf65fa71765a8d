package io.tailrace.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSinkTaskTest {

    @TempDir
    private Path folder;

    @Test
    void shouldAppendOneLineARecord() throws Exception {
        Path file = folder.resolve("made/out.txt");
        FileSinkTask task = start(file);

        task.put(records("one", 2, null));
        task.put(records("three"));
        task.flush(Map.of());
        task.stop();

        assertThat(Files.readString(file)).isEqualTo("one\n2\nnull\nthree\n");
    }

    @Test
    void shouldGoOnBehindWhatIsThere() throws Exception {
        Path file = folder.resolve("out.txt");
        Files.writeString(file, "before\ncut o");

        FileSinkTask task = start(file);
        task.put(records("after"));
        task.stop();

        assertThat(Files.readString(file)).isEqualTo("before\ncut o\nafter\n");
    }

    @Test
    void shouldRefuseAConfigurationWithoutFile() {
        assertThatThrownBy(() -> new FileSinkConnector().start(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("file");
    }

    private static FileSinkTask start(Path file) {
        FileSinkTask task = new FileSinkTask();
        task.start(Map.of("file", file.toString()));
        return task;
    }

    private static List<SinkRecord> records(Object... values) {
        List<SinkRecord> records = new ArrayList<>();
        for (Object value : values) {
            records.add(new SinkRecord("topic", 0, null, null, null, value, records.size()));
        }
        return records;
    }
}
