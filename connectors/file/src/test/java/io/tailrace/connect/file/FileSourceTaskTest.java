package io.tailrace.connect.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceTaskTest {

    @TempDir
    private Path folder;

    private final SavedOffsets saved = new SavedOffsets();
    private final List<FileSourceTask> tasks = new ArrayList<>();
    private Path file = Path.of("");

    @BeforeEach
    void chooseFile() {
        file = folder.resolve("app.log");
    }

    @AfterEach
    void stopTasks() {
        tasks.forEach(FileSourceTask::stop);
    }

    @Test
    void shouldReadWholeLinesWithTheirPositions() throws Exception {
        append("one\ntwo\r\n\nthree");
        FileSourceTask task = start(Map.of());

        List<SourceRecord> records = poll(task, 3);

        assertThat(records).extracting(SourceRecord::value).containsExactly("one", "two", "");
        assertThat(records.stream()
                        .<Object>map(record -> record.sourceOffset().get("position"))
                        .toList())
                .containsExactly(4L, 9L, 10L);
        assertThat(records).extracting(SourceRecord::topic).containsOnly("lines");
    }

    @Test
    void shouldFollowGrowthAndWaitForTheLineEnd() throws Exception {
        append("one\ntw");
        FileSourceTask task = start(Map.of());
        assertThat(values(poll(task, 1))).containsExactly("one");

        append("o\nthree\n");

        assertThat(values(poll(task, 2))).containsExactly("two", "three");
    }

    @Test
    void shouldHandOverAnUnterminatedLastLineWhenAskedTo() throws Exception {
        append("one\ntwo");
        FileSourceTask task = start(Map.of("unterminated.line.ms", "20"));

        assertThat(values(poll(task, 2))).containsExactly("one", "two");
        assertThat(saved.last().get("position")).isEqualTo(7L);
    }

    @Test
    void shouldResumeBehindTheLastSavedLine() throws Exception {
        append("one\ntwo\nthree\n");
        saved.save(poll(start(Map.of("batch.size", "2")), 2));

        assertThat(values(poll(start(Map.of()), 1))).containsExactly("three");
    }

    @Test
    void shouldWaitForAFileThatDoesNotExistYet() throws Exception {
        FileSourceTask task = start(Map.of());
        assertThat(task.poll()).isNull();

        append("first\n");

        assertThat(values(poll(task, 1))).containsExactly("first");
    }

    @Test
    void shouldReadTheOldFileToItsEndWhenItIsRotated() throws Exception {
        append("one\n");
        FileSourceTask task = start(Map.of("rotation.quiet.ms", "50"));
        assertThat(values(poll(task, 1))).containsExactly("one");

        append("two\nlast without end");
        Files.move(file, folder.resolve("app.log.1"));
        append("three\n");

        assertThat(values(poll(task, 3))).containsExactly("two", "last without end", "three");
    }

    @Test
    void shouldFindTheRotatedFileAfterARestart() throws Exception {
        append("one\ntwo\n");
        saved.save(poll(start(Map.of("batch.size", "1")), 1));
        Files.move(file, folder.resolve("app.log.1"));
        append("three\n");

        assertThat(values(poll(start(Map.of("rotation.quiet.ms", "10")), 2))).containsExactly("two", "three");
    }

    @Test
    void shouldBeginAgainWhenTheFileIsTruncated() throws Exception {
        append("one\ntwo\n");
        FileSourceTask task = start(Map.of());
        assertThat(poll(task, 2)).hasSize(2);

        Files.writeString(file, "new\n", StandardOpenOption.TRUNCATE_EXISTING);

        assertThat(values(poll(task, 1))).containsExactly("new");
    }

    @Test
    void shouldRefuseALineThatIsTooLong() throws Exception {
        append("short\n" + "x".repeat(200_000) + "\n");
        FileSourceTask task = start(Map.of("max.line.bytes", "1000", "batch.size", "1"));
        assertThat(values(poll(task, 1))).containsExactly("short");

        assertThatThrownBy(task::poll)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("at most 1000 bytes")
                .hasMessageContaining("position 6");
    }

    @Test
    void shouldDecodeOtherCharacterSets() throws Exception {
        Files.write(file, "Straße\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(values(poll(start(Map.of("charset", "ISO-8859-1")), 1))).containsExactly("Straße");
    }

    @Test
    void shouldRefuseACharacterSetWithOtherLineEnds() {
        assertThatThrownBy(() -> start(Map.of("charset", "UTF-16"))).isInstanceOf(ConfigException.class);
    }

    private FileSourceTask start(Map<String, String> properties) {
        Map<String, String> all =
                new HashMap<>(Map.of("file", file.toString(), "topic", "lines", "poll.interval.ms", "5"));
        all.putAll(properties);
        FileSourceTask task = new FileSourceTask();
        tasks.add(task);
        task.initialize(saved);
        task.start(all);
        return task;
    }

    /** Polls until there are {@code count} records. */
    private List<SourceRecord> poll(FileSourceTask task, int count) throws InterruptedException {
        List<SourceRecord> records = new ArrayList<>();
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (records.size() < count) {
            assertThat(System.nanoTime())
                    .as("deadline for %d records, got %s", count, records)
                    .isLessThan(deadline);
            List<SourceRecord> polled = task.poll();
            if (polled != null) {
                records.addAll(polled);
            }
        }
        saved.save(records);
        return records;
    }

    private static List<Object> values(List<SourceRecord> records) {
        return records.stream().map(SourceRecord::value).toList();
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Source offsets as a worker keeps them. */
    private static final class SavedOffsets implements SourceTaskContext, OffsetStorageReader {

        private final Map<Map<String, ?>, Map<String, Object>> offsets = new HashMap<>();

        @SuppressWarnings("unchecked") // the task's offsets have string keys
        void save(List<SourceRecord> records) {
            records.forEach(
                    record -> offsets.put(record.sourcePartition(), (Map<String, Object>) record.sourceOffset()));
        }

        Map<String, Object> last() {
            return offsets.values().iterator().next();
        }

        @Override
        public Map<String, String> configs() {
            return Map.of();
        }

        @Override
        public OffsetStorageReader offsetStorageReader() {
            return this;
        }

        @Override
        public PluginMetrics pluginMetrics() {
            throw new UnsupportedOperationException("the task has no metrics");
        }

        @Override
        public <T> @Nullable Map<String, Object> offset(Map<String, T> partition) {
            return offsets.get(partition);
        }

        @Override
        public <T> Map<Map<String, T>, Map<String, Object>> offsets(Collection<Map<String, T>> partitions) {
            Map<Map<String, T>, Map<String, Object>> found = new HashMap<>();
            partitions.forEach(partition -> found.put(partition, offset(partition)));
            return found;
        }
    }
}
