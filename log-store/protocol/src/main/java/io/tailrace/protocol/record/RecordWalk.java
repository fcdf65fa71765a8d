package io.tailrace.protocol.record;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Walks through the records of a batch for their summary, straight on the memory: that is what every batch of a producer is put
 * through, and reading each byte through a {@code ByteBuf} costs as much as writing it to a file.
 *
 * <p>It checks what {@link RecordIterator} checks, and that offsets are 0, 1, 2… after the base offset. On anything
 * unusual it gives up, and leaves it to the iterator to say what is wrong.
 *
 * <p><b>Threads:</b> one.
 */
final class RecordWalk {

    private static final int MAX_INT_BITS = 5 * 7;
    private static final int MAX_LONG_BITS = 10 * 7;

    private final ByteBuffer in;
    private final int end;
    private int at;
    private boolean wellFormed = true;

    private RecordWalk(ByteBuffer in) {
        this.in = in;
        this.at = in.position();
        this.end = in.limit();
    }

    /**
     * The summary of {@code count} records that fill {@code in} exactly; null if they do not, or one is malformed.
     *
     * @param in the records; its position and limit stay
     */
    static @Nullable RecordSummary summary(ByteBuffer in, int count, long baseTimestamp) {
        return new RecordWalk(in).run(count, baseTimestamp);
    }

    private @Nullable RecordSummary run(int count, long baseTimestamp) {
        long min = Long.MAX_VALUE;
        long max = RecordBatch.NO_TIMESTAMP;
        int nullKeys = 0;
        for (int i = 0; i < count; i++) {
            int length = varint();
            int recordEnd = at + length;
            if (!wellFormed || length < BatchLayout.MIN_RECORD_BYTES - 1 || recordEnd > end || recordEnd < at) {
                return null;
            }
            at++; // attributes: no bit has a meaning yet
            long timestamp = baseTimestamp + varlong(MAX_LONG_BITS);
            int offsetDelta = varint();
            int keyBytes = varint();
            skip(keyBytes, recordEnd);
            skip(varint(), recordEnd);
            int headers = varint();
            if (!wellFormed || offsetDelta != i || headers < 0 || at > recordEnd || headers > (recordEnd - at) / 2) {
                return null;
            }
            at = recordEnd;
            min = Math.min(min, timestamp);
            max = Math.max(max, timestamp);
            nullKeys += keyBytes < 0 ? 1 : 0;
        }
        return at == end ? new RecordSummary(min, max, nullKeys) : null;
    }

    private void skip(int bytes, int recordEnd) {
        wellFormed &= bytes >= -1 && bytes <= recordEnd - at;
        at += wellFormed ? Math.max(0, bytes) : 0;
    }

    private int varint() {
        long value = varlong(MAX_INT_BITS);
        wellFormed &= value == (int) value;
        return (int) value;
    }

    /**
     * A zig-zag varint; past the end, or one that is too long, is not well-formed.
     *
     * @param bits in as many bytes as these take at most
     */
    private long varlong(int bits) {
        if (at >= end) {
            wellFormed = false;
            return 0;
        }
        long first = in.get(at++);
        if (first >= 0) {
            return (first >>> 1) ^ -(first & 1);
        }
        long value = first & 0x7f;
        for (int shift = 7; shift < bits && at < end; shift += 7) {
            byte next = in.get(at++);
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
        wellFormed = false;
        return 0;
    }
}
