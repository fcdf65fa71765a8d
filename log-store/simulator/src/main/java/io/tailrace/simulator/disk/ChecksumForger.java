package io.tailrace.simulator.disk;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * Makes torn batches look whole: after a power failure it writes the checksum that fits into every batch whose length is
 * within the file. A recovery that checks checksums then does what one without that check would do to the torn ones.
 */
public final class ChecksumForger {

    private static final int LENGTH_AT = 8;
    private static final int LOG_OVERHEAD_BYTES = 12;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final int HEADER_BYTES = 61;

    private ChecksumForger() {}

    /** Forges all segments below a data directory; returns how many batches it changed. */
    public static int forge(Disk disk, Path directory) throws IOException {
        int forged = 0;
        for (String partition : disk.list(directory)) {
            Path path = directory.resolve(partition);
            if (disk.isDirectory(path)) {
                for (String file : disk.list(path)) {
                    if (file.endsWith(".log")) {
                        forged += forgeFile(disk, path.resolve(file));
                    }
                }
            }
        }
        return forged;
    }

    private static int forgeFile(Disk disk, Path path) throws IOException {
        int forged = 0;
        try (DiskFile file = disk.open(path)) {
            ByteBuf content = Unpooled.buffer();
            file.read(0, content, (int) file.size());
            int position = 0;
            while (position + HEADER_BYTES <= content.writerIndex()) {
                int end = position + LOG_OVERHEAD_BYTES + content.getInt(position + LENGTH_AT);
                if (end < position + HEADER_BYTES
                        || end > content.writerIndex()
                        || content.getByte(position + MAGIC_AT) != 2) {
                    break;
                }
                int checksum = checksum(content, position + CHECKED_FROM, end);
                if (checksum != content.getInt(position + CHECKSUM_AT)) {
                    file.write(position + CHECKSUM_AT, Unpooled.copyInt(checksum));
                    forged++;
                }
                position = end;
            }
        }
        return forged;
    }

    private static int checksum(ByteBuf content, int from, int to) {
        CRC32C crc = new CRC32C();
        crc.update(content.nioBuffer(from, to - from));
        return (int) crc.getValue();
    }
}
