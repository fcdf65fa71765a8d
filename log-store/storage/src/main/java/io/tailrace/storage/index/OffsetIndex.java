package io.tailrace.storage.index;

import io.tailrace.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/**
 * The sparse index {@code .index} from offset to position in the segment.
 *
 * <pre>
 *   entry:  relative offset int32 | position int32          8 B, both ascending
 * </pre>
 *
 * <p>An entry names the last offset of a batch, relative to the segment's base offset, and the position where that batch
 * begins. The batch that holds an offset is therefore at or after the entry found for it. (Kafka also writes entries for several
 * batches appended at once, with the position of the first and the offset of the last.)
 *
 * <p><b>Threads:</b> one writer, any number of readers ({@link IndexFile}).
 */
public final class OffsetIndex implements Closeable {

    public static final int ENTRY_BYTES = 8;

    /** The batch that ends with {@code offset}, or some batches the last of which does, begin at {@code position}. */
    public record Entry(long offset, int position) {}

    private final IndexFile entries;
    private final long baseOffset;

    public OffsetIndex(Disk disk, Path path, long baseOffset) {
        this.entries = new IndexFile(disk, path, ENTRY_BYTES);
        this.baseOffset = baseOffset;
    }

    public void append(long offset, int position) throws IOException {
        entries.append(ByteBuffer.allocate(ENTRY_BYTES)
                .putInt((int) (offset - baseOffset))
                .putInt(position)
                .array());
    }

    /**
     * The last entry whose offset is at most {@code offset}; base offset and position 0 if there is none. The file may have been
     * damaged: whoever uses the entry finds out whether a batch begins there, and none after the entry's offset.
     */
    public Entry atOrBefore(long offset) throws IOException {
        try (IndexFile.Search search = entries.search()) {
            int low = 0;
            int high = search.count() - 1;
            Entry found = new Entry(baseOffset, 0);
            while (low <= high) {
                int middle = (low + high) >>> 1;
                ByteBuffer entry = search.entry(middle);
                if (entry == null) { // cut meanwhile
                    return new Entry(baseOffset, 0);
                }
                long at = baseOffset + entry.getInt(0);
                if (at <= offset) {
                    found = new Entry(at, entry.getInt(4));
                    low = middle + 1;
                } else {
                    high = middle - 1;
                }
            }
            return found;
        }
    }

    /** Drops entries for batches at or after {@code position}. */
    public void truncateToPosition(int position) throws IOException {
        int keep = entries.count();
        try (IndexFile.Search search = entries.search()) {
            while (keep > 0) {
                ByteBuffer entry = search.entry(keep - 1);
                if (entry != null && entry.getInt(4) < position) {
                    break;
                }
                keep--;
            }
        }
        entries.truncate(keep);
    }

    public int count() throws IOException {
        return entries.count();
    }

    public Path path() {
        return entries.path();
    }

    public void clear() throws IOException {
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
