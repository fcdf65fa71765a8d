package io.tailrace.common.utils;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that can be a key of a map: equal by content, ordered as unsigned bytes.
 *
 * <p><b>Threads:</b> immutable, if callers leave the bytes alone.
 */
public class Bytes implements Comparable<Bytes> {

    public static final byte[] EMPTY = new byte[0];

    /** Orders as unsigned bytes; a prefix comes before what it is a prefix of. */
    public static final ByteArrayComparator BYTES_LEXICO_COMPARATOR = new Unsigned();

    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final byte[] bytes;
    private int hash;

    public Bytes(byte[] bytes) {
        this.bytes = Objects.requireNonNull(bytes, "bytes");
    }

    /** Null stays null; the array is not copied. */
    public static @Nullable Bytes wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : new Bytes(bytes);
    }

    /** The array itself. */
    public byte[] get() {
        return bytes;
    }

    @Override
    public int hashCode() {
        if (hash == 0) {
            hash = Arrays.hashCode(bytes);
        }
        return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Bytes that && hashCode() == that.hashCode() && Arrays.equals(bytes, that.bytes));
    }

    @Override
    public int compareTo(Bytes that) {
        return Arrays.compareUnsigned(bytes, that.bytes);
    }

    /** Printable ASCII as it is, other bytes as {@code \xNN}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b >= ' ' && b <= '~' && b != '\\') {
                text.append((char) b);
            } else {
                text.append("\\x").append(HEX[(b >> 4) & 0xF]).append(HEX[b & 0xF]);
            }
        }
        return text.toString();
    }

    /**
     * The next larger bytes of the same length: what a prefix scan ends at.
     *
     * @throws IndexOutOfBoundsException if every byte is 0xFF
     */
    public static Bytes increment(Bytes input) throws IndexOutOfBoundsException {
        byte[] next = input.bytes.clone();
        for (int i = next.length - 1; i >= 0; i--) {
            if (++next[i] != 0) {
                return new Bytes(next);
            }
        }
        throw new IndexOutOfBoundsException("no larger bytes of the same length, length=" + next.length);
    }

    /** Compares arrays and parts of arrays. */
    public interface ByteArrayComparator extends Comparator<byte[]>, Serializable {
        int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength);
    }

    private static final class Unsigned implements ByteArrayComparator {
        private static final long serialVersionUID = 1L;

        @Override
        public int compare(byte[] a, byte[] b) {
            return Arrays.compareUnsigned(a, b);
        }

        @Override
        public int compare(byte[] a, int aOffset, int aLength, byte[] b, int bOffset, int bLength) {
            return Arrays.compareUnsigned(a, aOffset, aOffset + aLength, b, bOffset, bOffset + bLength);
        }
    }
}
