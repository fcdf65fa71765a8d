package io.tailrace.streams.suppress;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An update that is held back, in bytes. Arrays are shared and not changed.
 *
 * <pre>
 * context | length 4 (-1 is null) | prior value | length 4 (-1 is null, -2: the same as the prior value) | old value |
 *   length 4 (-1 is null) | new value
 * </pre>
 *
 * @param prior the value that was emitted last, which is what others see of the row while the update is held back
 * @param oldValue the value before the latest update
 * @param newValue the value as of the latest update
 */
@SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
public record BufferedChange(
        byte @Nullable [] prior, byte @Nullable [] oldValue, byte @Nullable [] newValue, BufferedContext context) {
    private static final int SAME_AS_PRIOR = -2;

    private boolean oldIsPrior() {
        return oldValue != null && Arrays.equals(prior, oldValue);
    }

    /** What this counts for in a bound of bytes. */
    long sizeBytes() {
        return length(prior) + (oldIsPrior() ? 0 : length(oldValue)) + length(newValue) + context.sizeBytes();
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The bytes of this with the time at which it is to be emitted behind them: the value of a changelog record. */
    public byte[] serialize(long dueMs) {
        byte[] from = context.serialize();
        boolean same = oldIsPrior();
        long size = from.length
                + 3L * Integer.BYTES
                + length(prior)
                + (same ? 0 : length(oldValue))
                + length(newValue)
                + Long.BYTES;
        ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(size)).put(from);
        SizedBytes.put(out, prior);
        if (same) {
            out.putInt(SAME_AS_PRIOR);
        } else {
            SizedBytes.put(out, oldValue);
        }
        SizedBytes.put(out, newValue);
        return out.putLong(dueMs).array();
    }

    /** Reads what {@link #serialize} wrote; the time is left in the buffer. */
    public static BufferedChange deserialize(ByteBuffer in) {
        BufferedContext context = BufferedContext.deserialize(in);
        byte[] prior = SizedBytes.get(in);
        int oldLength = in.getInt();
        byte[] oldValue = oldLength == SAME_AS_PRIOR ? prior : SizedBytes.get(in, oldLength);
        return new BufferedChange(prior, oldValue, SizedBytes.get(in), context);
    }
}
