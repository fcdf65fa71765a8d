package io.tailrace.connect.offset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Source offsets in one JSON file, for a worker that runs alone:
 * {@code {"connector": [{"partition": {…}, "offset": {…}}, …], …}}. A write replaces the file as a whole: the new content is
 * synced under another name, then renamed over the old.
 *
 * <p><b>Threads:</b> any; one lock.
 */
public final class FileOffsetStore implements OffsetStore {

    /** One line of the file. */
    record Entry(Map<String, Object> partition, Map<String, Object> offset) {}

    // Keys in order, so that equal partitions are equal text: that text is the identity of a partition.
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS, true);

    private final Path file;
    private final Map<String, Map<String, Entry>> connectors = new TreeMap<>();

    public FileOffsetStore(Path file) {
        this.file = file.toAbsolutePath();
        if (!Files.exists(this.file)) {
            return;
        }
        try {
            Map<String, List<Entry>> content =
                    JSON.readValue(Files.readAllBytes(this.file), new TypeReference<Map<String, List<Entry>>>() {});
            content.forEach((connector, entries) -> entries.forEach(entry -> put(connector, entry)));
        } catch (IOException e) {
            throw new ConnectException(
                    "expected source offsets as JSON in " + this.file + ", found something else: " + e.getMessage(), e);
        }
    }

    private void put(String connector, Entry entry) {
        connectors.computeIfAbsent(connector, name -> new LinkedHashMap<>()).put(identity(entry.partition()), entry);
    }

    private static String identity(Map<String, ?> partition) {
        try {
            return JSON.writeValueAsString(partition);
        } catch (JsonProcessingException e) {
            throw new ConnectException(
                    "expected a source partition of strings, numbers and booleans, found " + partition, e);
        }
    }

    @Override
    public synchronized @Nullable Map<String, Object> read(String connector, Map<String, ?> partition) {
        Entry entry = connectors.getOrDefault(connector, Map.of()).get(identity(partition));
        return entry == null ? null : entry.offset();
    }

    @Override
    public synchronized Map<Map<String, Object>, Map<String, Object>> readAll(String connector) {
        Map<Map<String, Object>, Map<String, Object>> all = new HashMap<>();
        connectors
                .getOrDefault(connector, Map.of())
                .values()
                .forEach(entry -> all.put(entry.partition(), entry.offset()));
        return all;
    }

    @Override
    public synchronized void write(String connector, Map<Map<String, Object>, Map<String, Object>> offsets) {
        offsets.forEach((partition, offset) -> put(connector, new Entry(partition, offset)));
        Map<String, Object> content = new LinkedHashMap<>();
        connectors.forEach((name, entries) -> content.put(name, entries.values()));
        try {
            replaceFile(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
        } catch (IOException e) {
            throw new ConnectException("cannot save source offsets to " + file, e);
        }
    }

    private void replaceFile(byte[] content) throws IOException {
        Path directory = file.getParent();
        Files.createDirectories(directory);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(content);
            while (buffer.hasRemaining()) {
                int unused = channel.write(buffer);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory(directory);
    }

    private static void syncDirectory(Path directory) {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return; // some platforms cannot open a directory; there a rename is durable with its file system
        }
    }

    @Override
    public void close() {}
}
