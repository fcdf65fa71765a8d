package io.tailrace.connect.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.jspecify.annotations.Nullable;

/**
 * Appends lines to one file, in UTF-8. A batch is written with one call at the position that the last batch ended at, so
 * a write that failed half-way is overwritten when the batch comes again; {@link #flush} syncs the file before offsets
 * are committed.
 *
 * <p><b>Threads:</b> the task's own.
 */
public final class FileSinkTask extends SinkTask {

    private @Nullable Path file;
    private @Nullable FileChannel channel;
    private long position;

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        Path path = new FileSinkConfig(properties).file;
        file = path;
        try {
            Path directory = path.getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            FileChannel opened = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            channel = opened;
            position = opened.size();
            if (position > 0 && lastByte(opened) != '\n') {
                write(
                        opened,
                        "\n".getBytes(StandardCharsets.UTF_8)); // a line that a crash cut off stays a line of its own
            }
        } catch (IOException e) {
            throw new ConnectException("cannot open " + path + " for writing", e);
        }
    }

    private byte lastByte(FileChannel opened) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        int unused = opened.read(last, position - 1);
        return last.get(0);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        for (SinkRecord record : records) {
            lines.append(record.value()).append('\n');
        }
        try {
            write(opened(), lines.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new ConnectException("cannot write to " + file, e);
        }
    }

    private void write(FileChannel opened, byte[] bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            int unused = opened.write(buffer, position + buffer.position());
        }
        position += bytes.length;
    }

    @Override
    public void flush(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        try {
            opened().force(false);
        } catch (IOException e) {
            throw new ConnectException("cannot sync " + file, e);
        }
    }

    private FileChannel opened() {
        if (channel == null) {
            throw new IllegalStateException("expected start() before put() and flush()");
        }
        return channel;
    }

    @Override
    public void stop() {
        try {
            if (channel != null) {
                channel.close();
                channel = null;
            }
        } catch (IOException e) {
            throw new ConnectException("cannot close " + file, e);
        }
    }
}
