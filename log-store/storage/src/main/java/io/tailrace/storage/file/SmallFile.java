package io.tailrace.storage.file;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.disk.DiskFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** Reads and writes files that fit in memory as a whole. */
public final class SmallFile {

    /** What a temporary name ends with; such files are deleted at the next start. */
    public static final String TEMPORARY_SUFFIX = ".tmp";

    private static final long MAX_BYTES = 256L * 1024 * 1024;

    private SmallFile() {}

    /** @throws IOException also if the file is larger than any that is written here */
    public static byte[] read(Disk disk, Path file) throws IOException {
        try (DiskFile open = disk.open(file)) {
            long size = open.size();
            if (size > MAX_BYTES) {
                throw new IOException(file + ": expected at most " + MAX_BYTES + " B, found " + size + " B");
            }
            ByteBuf content = Unpooled.buffer((int) size);
            open.read(0, content, (int) size);
            return ByteBufUtil.getBytes(content);
        }
    }

    public static String readText(Disk disk, Path file) throws IOException {
        return new String(read(disk, file), StandardCharsets.UTF_8);
    }

    /** Writes without any promise for a power failure: for files whose loss is noticed and made good. */
    public static void write(Disk disk, Path file, byte[] content) throws IOException {
        try (DiskFile open = disk.open(file)) {
            open.truncate(0);
            open.write(0, Unpooled.wrappedBuffer(content));
        }
    }

    /** Replaces the file so that, whatever happens, either the old or the new content is there afterwards. */
    public static void replace(Disk disk, Path file, byte[] content) throws IOException {
        Path temporary = file.resolveSibling(file.getFileName() + TEMPORARY_SUFFIX);
        try (DiskFile open = disk.open(temporary)) {
            open.truncate(0);
            open.write(0, Unpooled.wrappedBuffer(content));
            open.force();
        }
        disk.rename(temporary, file);
        disk.syncDirectory(Objects.requireNonNull(file.getParent(), "parent"));
    }

    public static void replaceText(Disk disk, Path file, String content) throws IOException {
        replace(disk, file, content.getBytes(StandardCharsets.UTF_8));
    }
}
