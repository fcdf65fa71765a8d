package io.tailrace.storage.index;

import io.tailrace.storage.disk.Disk;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The index {@code .txnindex} of the transactions whose abort markers lie in the segment (KIP-98). The transactions themselves
 * may begin in earlier segments.
 *
 * <pre>
 *   entry:  version int16 = 0 | producer id int64 | first offset int64 | last offset int64 | last stable offset int64
 *   seal:   version int16 = 0 | CRC-32C as int64  | Long.MAX_VALUE     | greatest so far   | -1
 *           34 B each, last offsets ascending, last stable offsets never descending
 * </pre>
 *
 * <p>Readers of committed data need the aborted transactions that overlap what they read. Those end at or after its first
 * offset: bisection finds the first. A transaction that begins before the end of what is read is decided at the latest when
 * the last stable offset reaches that end: an entry which says so is the last one to look at, also for later segments.
 *
 * <p>An entry too few shows aborted records to a consumer, and nobody would notice. So the index of a segment that is not
 * appended to ends with a seal over all that precedes, even if that is nothing; an index without one is made anew. To Kafka
 * a seal is a transaction that begins after everything: it never matters.
 *
 * <p><b>Threads:</b> one writer, any number of readers ({@link IndexFile}).
 */
public final class TransactionIndex implements Closeable {

    public static final int ENTRY_BYTES = 34;

    private static final short VERSION = 0;
    private static final int PRODUCER_ID = 2;
    private static final int FIRST_OFFSET = 10;
    private static final int LAST_OFFSET = 18;
    private static final int LAST_STABLE_OFFSET = 26;
    private static final long SEAL = Long.MAX_VALUE;

    private final IndexFile entries;
    private final long baseOffset;

    public TransactionIndex(Disk disk, Path path, long baseOffset) {
        this.entries = new IndexFile(disk, path, ENTRY_BYTES);
        this.baseOffset = baseOffset;
    }

    public void append(AbortedTransaction aborted) throws IOException {
        breakSeal();
        entries.append(
                encode(aborted.producerId(), aborted.firstOffset(), aborted.lastOffset(), aborted.lastStableOffset()));
    }

    private static byte[] encode(long producerId, long firstOffset, long lastOffset, long lastStableOffset) {
        return ByteBuffer.allocate(ENTRY_BYTES)
                .putShort(VERSION)
                .putLong(producerId)
                .putLong(firstOffset)
                .putLong(lastOffset)
                .putLong(lastStableOffset)
                .array();
    }

    private boolean endsWithSeal() throws IOException {
        int count = entries.count();
        return count > 0 && entry(count - 1).firstOffset() == SEAL;
    }

    private void breakSeal() throws IOException {
        if (endsWithSeal()) {
            entries.truncate(entries.count() - 1);
        }
    }

    /**
     * Adds the aborted transactions with records between {@code fromOffset} and {@code toOffset}, exclusive, to {@code into}.
     *
     * @return whether later segments have none to add
     */
    public boolean collect(long fromOffset, long toOffset, List<AbortedTransaction> into) throws IOException {
        try (IndexFile.Search search = entries.search()) {
            for (int i = firstEndingAtOrAfter(search, fromOffset); i < search.count(); i++) {
                AbortedTransaction aborted = entry(search, i);
                if (aborted.firstOffset() < toOffset) {
                    into.add(aborted);
                }
                if (aborted.lastStableOffset() >= toOffset) {
                    return true;
                }
            }
            return false;
        }
    }

    private int firstEndingAtOrAfter(IndexFile.Search search, long offset) throws IOException {
        int low = 0;
        int high = search.count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entry(search, middle).lastOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** All aborted transactions, in the order of their markers. */
    public List<AbortedTransaction> all() throws IOException {
        List<AbortedTransaction> all = new ArrayList<>();
        try (IndexFile.Search search = entries.search()) {
            for (int i = 0; i < search.count(); i++) {
                AbortedTransaction aborted = entry(search, i);
                if (aborted.firstOffset() != SEAL) {
                    all.add(aborted);
                }
            }
        }
        return all;
    }

    private AbortedTransaction entry(int index) throws IOException {
        try (IndexFile.Search search = entries.search()) {
            return entry(search, index);
        }
    }

    private AbortedTransaction entry(IndexFile.Search search, int index) throws IOException {
        ByteBuffer bytes = search.entry(index);
        if (bytes == null || bytes.getShort(0) != VERSION) { // leaving it out would show aborted records
            throw new IOException("expected entry " + index + " of version " + VERSION + " in " + entries.path()
                    + ", found " + (bytes == null ? "the end of the file" : "version " + bytes.getShort(0)));
        }
        return new AbortedTransaction(
                bytes.getLong(PRODUCER_ID),
                bytes.getLong(FIRST_OFFSET),
                bytes.getLong(LAST_OFFSET),
                bytes.getLong(LAST_STABLE_OFFSET));
    }

    /** Drops the transactions whose markers lie at {@code offset} or after it. */
    public void truncateToOffset(long offset) throws IOException {
        breakSeal();
        int keep;
        try (IndexFile.Search search = entries.search()) {
            keep = firstEndingAtOrAfter(search, offset);
        }
        if (keep < entries.count()) {
            entries.truncate(keep);
        }
    }

    /** Writes all there is, and a seal behind it. */
    public void seal() throws IOException {
        if (endsWithSeal()) {
            return; // nothing was appended since
        }
        entries.append(expectedSeal(entries.count()));
        entries.flush();
    }

    private byte[] expectedSeal(int count) throws IOException {
        try (IndexFile.Search search = entries.search()) {
            ByteBuffer last = count == 0 ? null : search.entry(count - 1);
            long greatest = last == null ? baseOffset : Math.max(baseOffset, last.getLong(LAST_OFFSET));
            return encode(checksum(search, count), SEAL, greatest, -1);
        }
    }

    /** Whether the file is there, and all of it is as it was when it was sealed. Reads it, and keeps no file open. */
    public boolean isSealed() throws IOException {
        try {
            return hasSoundSeal();
        } finally {
            entries.close();
        }
    }

    private boolean hasSoundSeal() throws IOException {
        int last = entries.count() - 1;
        if (last < 0 || !entries.isWhole()) {
            return false;
        }
        try (IndexFile.Search search = entries.search()) {
            ByteBuffer found = search.entry(last);
            return found != null && found.equals(ByteBuffer.wrap(expectedSeal(last)));
        }
    }

    private static long checksum(IndexFile.Search search, int count) throws IOException {
        CRC32C crc = new CRC32C();
        for (int i = 0; i < count; i++) {
            ByteBuffer bytes = search.entry(i);
            if (bytes == null) {
                return -1;
            }
            crc.update(bytes);
        }
        return crc.getValue();
    }

    public int count() throws IOException {
        return entries.count();
    }

    public Path path() {
        return entries.path();
    }

    public void clear() throws IOException {
        entries.clear();
    }

    /** Makes all entries survive a power failure. */
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
