package io.tailrace.state.rocksdb;

import java.util.Arrays;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * Builds a RocksDB write batch in the heap and hands it over in one native call, where {@code WriteBatch.put} is one
 * call (about a microsecond) an entry. The layout is that of RocksDB's write-ahead log, which {@code WriteBatch.data()}
 * and the constructor of {@code WriteBatch} share:
 *
 * <pre>
 * batch   := sequence (8, little endian, 0) | entries (4, little endian) | entry*
 * entry   := 0x05 | family varint | key bytes | value bytes      put
 *          | 0x04 | family varint | key bytes                    delete
 *          | 0x0E | family varint | from bytes | to bytes        delete range
 * bytes   := length varint | content
 * </pre>
 *
 * For family 0 RocksDB itself writes the shorter tags 0x01, 0x00 and 0x0F, and so does this class.
 *
 * <p><b>Threads:</b> one owner.
 */
final class BatchEncoder {

    private static final int HEADER_BYTES = 12;
    private static final int COUNT_OFFSET = 8;
    private static final int MAX_BYTES = Integer.MAX_VALUE - 64;
    private static final int RETAINED_BYTES = 8 << 20;

    private byte[] bytes = new byte[64 << 10];
    private int length = HEADER_BYTES;
    private int entries;

    void put(int family, byte[] key, byte[] value) {
        begin(family, 0x05, 0x01, key.length + value.length);
        appendBytes(key);
        appendBytes(value);
    }

    void delete(int family, byte[] key) {
        begin(family, 0x04, 0x00, key.length);
        appendBytes(key);
    }

    /** Deletes from {@code from} (within) to {@code to} (not within). */
    void deleteRange(int family, byte[] from, byte[] to) {
        begin(family, 0x0E, 0x0F, from.length + to.length);
        appendBytes(from);
        appendBytes(to);
    }

    boolean isEmpty() {
        return entries == 0;
    }

    int sizeBytes() {
        return length;
    }

    /** Forgets all entries. */
    void clear() {
        if (bytes.length > RETAINED_BYTES) {
            bytes = new byte[64 << 10];
        }
        length = HEADER_BYTES;
        entries = 0;
    }

    /** The batch as a native object, which the caller closes. */
    WriteBatch toNative() throws RocksDBException {
        Arrays.fill(bytes, 0, COUNT_OFFSET, (byte) 0);
        for (int i = 0; i < 4; i++) {
            bytes[COUNT_OFFSET + i] = (byte) (entries >>> (8 * i));
        }
        return new WriteBatch(Arrays.copyOf(bytes, length));
    }

    private void begin(int family, int tag, int defaultFamilyTag, int contentBytes) {
        ensure(1 + 5 + 5 + 5 + (long) contentBytes);
        entries++;
        if (family == 0) {
            bytes[length++] = (byte) defaultFamilyTag;
        } else {
            bytes[length++] = (byte) tag;
            appendVarint(family);
        }
    }

    private void appendBytes(byte[] content) {
        appendVarint(content.length);
        System.arraycopy(content, 0, bytes, length, content.length);
        length += content.length;
    }

    private void appendVarint(int value) {
        int rest = value;
        while ((rest & ~0x7F) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    private void ensure(long more) {
        long needed = length + more;
        if (needed <= bytes.length) {
            return;
        }
        if (needed > MAX_BYTES) {
            throw new IllegalStateException("expected a write batch of at most " + MAX_BYTES + " bytes, actual "
                    + needed + "; commit more often");
        }
        bytes = Arrays.copyOf(bytes, (int) Math.min(MAX_BYTES, Math.max(needed, bytes.length * 2L)));
    }
}
