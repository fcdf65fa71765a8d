package io.tailrace.streams.task;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a task keeps in the metadata of its offset commits: the partition's time and the operators' marks. Kafka's format: version (1 byte),
 * time (8), then if there are marks their count (4) and for each its key (4 + bytes) and value (8), in Base64.
 */
record CommitMetadata(long partitionTimeMs, Map<String, Long> marks) {
    private static final byte WITHOUT_MARKS = 1;
    private static final byte WITH_MARKS = 2;
    private static final int MAX_MARKS = 10_000;
    private static final Logger LOG = LoggerFactory.getLogger(CommitMetadata.class);
    static final CommitMetadata UNKNOWN = new CommitMetadata(-1, Map.of());

    String encode() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(WITH_MARKS);
            out.writeLong(partitionTimeMs);
            if (!marks.isEmpty()) {
                out.writeInt(marks.size());
                for (Map.Entry<String, Long> mark : marks.entrySet()) {
                    byte[] key = mark.getKey().getBytes(StandardCharsets.UTF_8);
                    out.writeInt(key.length);
                    out.write(key);
                    out.writeLong(mark.getValue());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    /** Metadata that cannot be read is as none: it only makes late records and repeated emissions more likely. */
    static CommitMetadata decode(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return UNKNOWN;
        }
        try (DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(text)))) {
            byte version = in.readByte();
            if (version != WITHOUT_MARKS && version != WITH_MARKS) {
                LOG.warn("Expected commit metadata of version 1 or 2, found {}; ignored", version);
                return UNKNOWN;
            }
            long timeMs = in.readLong();
            Map<String, Long> marks = new HashMap<>();
            if (version == WITH_MARKS && in.available() >= Integer.BYTES) {
                int count = Math.min(in.readInt(), MAX_MARKS);
                for (int i = 0; i < count; i++) {
                    byte[] key = in.readNBytes(Math.min(in.readInt(), in.available()));
                    marks.put(new String(key, StandardCharsets.UTF_8), in.readLong());
                }
            }
            return new CommitMetadata(timeMs, marks);
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("Commit metadata could not be read and is ignored: {}", e.toString());
            return UNKNOWN;
        }
    }
}
