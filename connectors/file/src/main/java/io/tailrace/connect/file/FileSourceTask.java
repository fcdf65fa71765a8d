package io.tailrace.connect.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows one text file.
 *
 * <p>Source partition: {@code {"file": absolute path}}. Source offset: {@code {"position": bytes read, "identity": file}}.
 * <ul>
 *   <li><b>Growth</b>: at the end of the file the task looks again every {@code poll.interval.ms}.
 *   <li><b>Rotation by renaming</b>: the open file is read to its end, then the new file under the name from its
 *       beginning. If it was rotated while the task was down, the rest of the old file is read under its new name first,
 *       as long as that begins with the old one ({@code access.log} → {@code access.log.1}).
 *   <li><b>Truncation</b>: a file that is shorter than what was read is read again from its beginning.
 * </ul>
 *
 * <p><b>Threads:</b> the task's own thread; {@link #stop()} may come from another. {@code fileLock} guards the open file;
 * nothing waits while it is held.
 */
public final class FileSourceTask extends SourceTask {

    private static final Logger LOG = LoggerFactory.getLogger(FileSourceTask.class);

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final Object fileLock = new Object();
    private @Nullable FileSourceConfig config;
    private @Nullable LineReader reader;
    private @Nullable String identity;
    private Map<String, String> partition = Map.of();
    private GrowthWatch growth = new GrowthWatch();

    @Override
    public String version() {
        return ConnectorVersion.get();
    }

    @Override
    public void start(Map<String, String> properties) {
        FileSourceConfig started = new FileSourceConfig(properties);
        config = started;
        partition = Map.of("file", started.file.toString());
        Map<String, Object> offset = context.offsetStorageReader().offset(partition);
        try {
            if (offset != null) {
                resume(started, offset);
            }
        } catch (IOException e) {
            throw new ConnectException("cannot resume reading " + started.file, e);
        }
    }

    private void resume(FileSourceConfig config, Map<String, Object> offset) throws IOException {
        if (!(offset.get("position") instanceof Number number) || number.longValue() < 0) {
            throw new ConnectException(
                    "expected a source offset with a position ≥ 0 for " + config.file + ", found " + offset);
        }
        long position = number.longValue();
        String known = offset.get("identity") instanceof String text ? text : null;
        Path path = config.file;
        if (known != null && !(Files.exists(path) && known.equals(FileIdentity.of(path)))) {
            Path rotated = FileIdentity.findRotated(path, known);
            if (rotated == null) {
                LOG.warn("{} was replaced and its old content is gone: reading the new file from its beginning", path);
                return;
            }
            LOG.info("{} was rotated to {}: reading its rest from position {} first", path, rotated, position);
            path = rotated;
        }
        if (Files.exists(path)) {
            open(path, position, known);
        }
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        FileSourceConfig config = started();
        List<SourceRecord> records;
        boolean again = false;
        synchronized (fileLock) {
            if (stopped.getCount() == 0) {
                return null;
            }
            try {
                records = reader != null || openCurrent(config) ? readLines(config) : List.of();
                if (records.isEmpty() && reader != null) {
                    again = followRotation(config);
                }
            } catch (IOException e) {
                throw new RetriableException("cannot read " + config.file, e);
            }
        }
        if (records.isEmpty() && !again && stopped.await(config.pollIntervalMs, TimeUnit.MILLISECONDS)) {
            LOG.debug("stopped while waiting for {}", config.file);
        }
        return records.isEmpty() ? null : records;
    }

    private boolean openCurrent(FileSourceConfig config) throws IOException {
        try {
            open(config.file, 0, null);
            return true;
        } catch (NoSuchFileException e) {
            LOG.debug("{} does not exist yet", config.file);
            return false;
        }
    }

    private void open(Path path, long position, @Nullable String identity) throws IOException {
        closeReader();
        FileSourceConfig config = started();
        reader = new LineReader(path, position, config.charset, config.maxLineBytes);
        this.identity = identity != null ? identity : FileIdentity.of(path);
        growth = new GrowthWatch();
    }

    private List<SourceRecord> readLines(FileSourceConfig config) throws IOException {
        LineReader lines = openReader();
        if (lines.fileSize() < lines.position()) {
            LOG.warn(
                    "{} was truncated below position {}: reading it from its beginning", config.file, lines.position());
            open(config.file, 0, null);
            lines = openReader();
        }
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < config.batchSize) {
            String line = lines.next();
            if (line == null) {
                break;
            }
            records.add(record(config, line, lines.position()));
        }
        if (records.isEmpty() && lines.hasUnterminated() && unterminatedIsComplete(config, lines)) {
            String line = lines.takeUnterminated();
            records.add(record(config, line, lines.position()));
        }
        return records;
    }

    /** Whether a last line without line end has waited long enough for it. */
    private boolean unterminatedIsComplete(FileSourceConfig config, LineReader lines) throws IOException {
        long quietMs = growth.quietMs(lines.fileSize());
        return (config.unterminatedLineMs >= 0 && quietMs >= config.unterminatedLineMs)
                || (isRotated(config) && quietMs >= config.rotationQuietMs);
    }

    /**
     * At the end of the open file: goes over to the file that has taken its name, once the old one has been quiet, for
     * its writer may hold it open for a while. Returns whether it did.
     */
    private boolean followRotation(FileSourceConfig config) throws IOException {
        if (!isRotated(config)) {
            return false;
        }
        LineReader old = openReader();
        if (growth.quietMs(old.fileSize()) < config.rotationQuietMs) {
            return false;
        }
        LOG.info("{} was rotated: reading the new file", config.file);
        open(config.file, 0, null);
        return true;
    }

    /** Whether another file has the name now. A name without a file is no rotation yet: its successor is to come. */
    private boolean isRotated(FileSourceConfig config) throws IOException {
        try {
            String current = FileIdentity.of(config.file);
            return current != null && !current.equals(identity);
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private SourceRecord record(FileSourceConfig config, String line, long position) {
        Map<String, Object> offset = new HashMap<>();
        offset.put("position", position);
        if (identity != null) {
            offset.put("identity", identity);
        }
        return new SourceRecord(partition, offset, config.topic, null, null, null, Schema.STRING_SCHEMA, line, null);
    }

    private FileSourceConfig started() {
        if (config == null) {
            throw new IllegalStateException("expected start() before poll()");
        }
        return config;
    }

    private LineReader openReader() {
        if (reader == null) {
            throw new IllegalStateException("expected an open file");
        }
        return reader;
    }

    private void closeReader() throws IOException {
        if (reader != null) {
            reader.close();
            reader = null;
        }
    }

    /** Ends a waiting {@link #poll()} and closes the file. */
    @Override
    public void stop() {
        stopped.countDown();
        synchronized (fileLock) {
            try {
                closeReader();
            } catch (IOException e) {
                LOG.warn("could not close a file that was only read", e);
            }
        }
    }
}
