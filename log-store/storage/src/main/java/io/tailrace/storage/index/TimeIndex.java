package io.tailrace.storage.index;

import io.tailrace.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The sparse index {@code .timeindex} from timestamp to offset (KIP-33).
 *
 * <pre>
 *   entry:  timestamp int64 | relative offset int32          12 B, both ascending
 * </pre>
 *
 * <p>An entry says: the greatest timestamp up to here is T, and the batch that ends with that offset has it. No record before
 * that batch is later than T.
 *
 * <p><b>Threads:</b> one writer, any number of readers ({@link IndexFile}).
 */
public final class TimeIndex implements Closeable {

    public static final int ENTRY_BYTES = 12;

    /** @param timestampMs -1 and the base offset where there is no entry */
    public record Entry(long timestampMs, long offset) {}

    private final IndexFile entries;
    private final long baseOffset;
    /** What the last entry says, known to the writer; empty until it is first needed. */
    private @Nullable Entry newest;

    public TimeIndex(Disk disk, Path path, long baseOffset) {
        this.entries = new IndexFile(disk, path, ENTRY_BYTES);
        this.baseOffset = baseOffset;
    }

    /** Appends unless the last entry has that timestamp or a later one. */
    public void maybeAppend(long timestampMs, long offset) throws IOException {
        if (newest == null) {
            newest = last();
        }
        if (timestampMs > newest.timestampMs) {
            newest = new Entry(timestampMs, offset);
            entries.append(ByteBuffer.allocate(ENTRY_BYTES)
                    .putLong(timestampMs)
                    .putInt((int) (offset - baseOffset))
                    .array());
        }
    }

    public Entry last() throws IOException {
        try (IndexFile.Search search = entries.search()) {
            return entry(search, search.count() - 1);
        }
    }

    /** The last entry that is earlier than {@code timestampMs}: a record that is not earlier comes after its offset. */
    public Entry before(long timestampMs) throws IOException {
        try (IndexFile.Search search = entries.search()) {
            int low = 0;
            int high = search.count() - 1;
            int found = -1;
            while (low <= high) {
                int middle = (low + high) >>> 1;
                if (entry(search, middle).timestampMs < timestampMs) {
                    found = middle;
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return entry(search, found);
        }
    }

    private Entry entry(IndexFile.Search search, int index) throws IOException {
        ByteBuffer bytes = index < 0 ? null : search.entry(index);
        return bytes == null ? new Entry(-1, baseOffset) : new Entry(bytes.getLong(0), baseOffset + bytes.getInt(8));
    }

    /** Drops entries for offsets from {@code offset} on. */
    public void truncateToOffset(long offset) throws IOException {
        int keep = entries.count();
        try (IndexFile.Search search = entries.search()) {
            while (keep > 0 && entry(search, keep - 1).offset >= offset) {
                keep--;
            }
        }
        newest = null;
        entries.truncate(keep);
    }

    public int count() throws IOException {
        return entries.count();
    }

    public Path path() {
        return entries.path();
    }

    public void clear() throws IOException {
        newest = null;
        entries.truncate(0);
    }

    /** Has everything in the file, which is there afterwards. */
    public void flush() throws IOException {
        entries.flushAndCreate();
    }

    /** Makes the entries survive a power failure. */
    public void force() throws IOException {
        entries.force();
    }

    /** Gives the file another name in its directory. */
    public void rename(Path to) throws IOException {
        entries.rename(to);
    }

    @Override
    public void close() throws IOException {
        entries.close();
    }
}
