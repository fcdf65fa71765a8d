package io.tailrace.storage.file;

import io.tailrace.storage.disk.Disk;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A list of lines that is either read exactly as it was written or not at all:
 *
 * <pre>
 *   first line
 *   second line
 *   crc32c 1a2b3c4d          over all that precedes
 * </pre>
 *
 * <p><b>Threads:</b> one writer at a time.
 */
public final class ChecksummedFile {

    private static final String CHECKSUM = "crc32c ";

    private final Disk disk;
    private final Path path;

    public ChecksummedFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    /** Replaces the file atomically and durably. */
    public void write(List<String> lines) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String line : lines) {
            text.append(line).append('\n');
        }
        String checksum = checksum(text.toString());
        SmallFile.replaceText(disk, path, text.append(checksum).append('\n').toString());
    }

    /** The lines, or empty if there is no file or not a whole one. */
    public Optional<List<String>> read() throws IOException {
        if (!disk.exists(path)) {
            return Optional.empty();
        }
        return parse(SmallFile.readText(disk, path));
    }

    /** The lines of such a file's text, or empty if it is not whole. */
    public static Optional<List<String>> parse(String text) {
        int last = text.lastIndexOf(CHECKSUM);
        if (last < 0 || !text.substring(last).equals(checksum(text.substring(0, last)) + "\n")) {
            return Optional.empty();
        }
        return Optional.of(text.substring(0, last).lines().toList());
    }

    private static String checksum(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return CHECKSUM + Long.toHexString(crc.getValue());
    }
}
