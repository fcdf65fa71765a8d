package io.tailrace.storage.inspect;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The entries of an index, one after another, each with where it lies.
 *
 * <p><b>Threads:</b> one.
 */
final class IndexCursor<T extends Item> implements Closeable {

    private final Path file;
    private final FileKind kind;
    private final Class<T> type;
    private final long baseOffset;
    private final FixedEntries entries;
    private final ProblemLog problems;
    private final CRC32C crc = new CRC32C();
    private @Nullable T current;
    private String crcBefore = "";

    IndexCursor(Path file, FileKind kind, Class<T> type, ProblemLog problems) throws IOException {
        this.file = file;
        this.kind = kind;
        this.type = type;
        this.problems = problems;
        this.baseOffset = kind.offsetOf(file).orElse(0);
        this.entries = new FixedEntries(file, IndexEntries.entryBytes(kind));
        advance();
    }

    /** The entry that is due, or null after the last one. */
    @Nullable
    T current() {
        return current;
    }

    void advance() throws IOException {
        ByteBuffer entry = entries.next();
        current = entry == null ? null : type.cast(IndexEntries.item(kind, baseOffset, entry));
        if (entry != null) {
            crcBefore = Long.toHexString(crc.getValue());
            crc.update(entry.duplicate());
        }
        if (entries.leftOverBytes() > 0) {
            report("whole entries", entries.leftOverBytes() + " B");
        }
    }

    /** The CRC-32C, hexadecimal, of all entries before the one that is due. */
    String crcBefore() {
        return crcBefore;
    }

    /** Reports something about the entry that is due. */
    void report(String expected, String found) {
        problems.report(ProblemKind.DERIVED_FILE, file, entries.position(), expected, found);
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
