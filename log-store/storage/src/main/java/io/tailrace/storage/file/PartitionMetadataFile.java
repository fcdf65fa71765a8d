package io.tailrace.storage.file;

import io.tailrace.storage.disk.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code partition.metadata} that says which topic a partition directory belongs to, whatever the topic's name
 * was used for since:
 *
 * <pre>
 *   version: 0
 *   topic_id: 16 bytes as URL-safe Base64 without padding
 * </pre>
 */
public final class PartitionMetadataFile {

    public static final String NAME = "partition.metadata";

    /** What the line with the id begins with. */
    public static final String ID_KEY = "topic_id: ";

    private PartitionMetadataFile() {}

    /** Written without a sync; until the log's first sync covers the directory, a missing file is written again. */
    public static void write(Disk disk, Path directory, UUID topicId) throws IOException {
        String text = "version: 0\n" + ID_KEY + encode(topicId) + "\n";
        SmallFile.write(disk, directory.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
    }

    /** The topic id, or null if there is no file or a torn one. */
    public static @Nullable UUID read(Disk disk, Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!disk.exists(file)) {
            return null;
        }
        for (String line : SmallFile.readText(disk, file).lines().toList()) {
            if (line.startsWith(ID_KEY)) {
                return decode(line.substring(ID_KEY.length()).trim());
            }
        }
        return null;
    }

    private static String encode(UUID id) {
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static @Nullable UUID decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            return bytes.remaining() == 16 ? new UUID(bytes.getLong(), bytes.getLong()) : null;
        } catch (IllegalArgumentException e) {
            return null; // torn
        }
    }
}
