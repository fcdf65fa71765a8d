package io.tailrace.streams.suppress;

import io.tailrace.common.utils.Bytes;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A key and the time at which its update is due; ordered by time, then by key.
 *
 * @param dueMs 0 or later
 */
record DueKey(long dueMs, Bytes key) implements Comparable<DueKey> {
    @Override
    public int compareTo(DueKey other) {
        int byTime = Long.compare(dueMs, other.dueMs);
        return byTime != 0 ? byTime : key.compareTo(other.key);
    }

    /** Time, then key; these bytes have the order of the keys. */
    byte[] toBytes() {
        byte[] bytes = key.get();
        return ByteBuffer.allocate(Long.BYTES + bytes.length)
                .putLong(dueMs)
                .put(bytes)
                .array();
    }

    static DueKey of(byte[] bytes) {
        return new DueKey(
                ByteBuffer.wrap(bytes).getLong(), Bytes.wrap(Arrays.copyOfRange(bytes, Long.BYTES, bytes.length)));
    }
}
