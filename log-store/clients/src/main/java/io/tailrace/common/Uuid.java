package io.tailrace.common;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A 128-bit identifier, written as URL-safe base 64 without padding.
 *
 * <p><b>Threads:</b> immutable.
 */
public class Uuid implements Comparable<Uuid> {

    /** Reserved: stands for "the first" in Kafka. */
    public static final Uuid ONE_UUID = new Uuid(0L, 1L);

    /** The id of the topic {@code __cluster_metadata}. */
    public static final Uuid METADATA_TOPIC_ID = ONE_UUID;

    /** Stands for "none". */
    public static final Uuid ZERO_UUID = new Uuid(0L, 0L);

    /** Identifiers that {@link #randomUuid} never gives. */
    public static final Set<Uuid> RESERVED = Set.of(ZERO_UUID, ONE_UUID);

    private static final int TEXT_LENGTH = 22;

    private final long mostSignificantBits;
    private final long leastSignificantBits;

    public Uuid(long mostSigBits, long leastSigBits) {
        this.mostSignificantBits = mostSigBits;
        this.leastSignificantBits = leastSigBits;
    }

    /** The same 128 bits in the JDK's type, which protocol messages use. */
    public static Uuid of(UUID id) {
        return new Uuid(id.getMostSignificantBits(), id.getLeastSignificantBits());
    }

    /** The same 128 bits in the JDK's type, which protocol messages use. */
    public UUID toJava() {
        return new UUID(mostSignificantBits, leastSignificantBits);
    }

    /** A random one (version 4) that is not reserved and whose text does not begin with a dash. */
    public static Uuid randomUuid() {
        Uuid random = of(UUID.randomUUID());
        while (RESERVED.contains(random) || random.toString().startsWith("-")) {
            random = of(UUID.randomUUID());
        }
        return random;
    }

    public long getMostSignificantBits() {
        return mostSignificantBits;
    }

    public long getLeastSignificantBits() {
        return leastSignificantBits;
    }

    /** @throws IllegalArgumentException if {@code text} is not what {@link #toString} writes */
    public static Uuid fromString(String text) {
        if (text.length() > TEXT_LENGTH + 2) {
            throw new IllegalArgumentException("expected an id of 22 base64 characters, actual length=" + text.length()
                    + ", beginning=" + text.substring(0, TEXT_LENGTH + 2));
        }
        byte[] bytes = Base64.getUrlDecoder().decode(text);
        if (bytes.length != 2 * Long.BYTES) {
            throw new IllegalArgumentException(
                    "expected an id of 16 bytes in base64, actual bytes=" + bytes.length + ", text=" + text);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Uuid(buffer.getLong(), buffer.getLong());
    }

    public static Uuid[] toArray(List<Uuid> list) {
        return list.toArray(new Uuid[0]);
    }

    public static List<Uuid> toList(Uuid[] array) {
        return Arrays.asList(array);
    }

    @Override
    public int compareTo(Uuid other) {
        int high = Long.compare(mostSignificantBits, other.mostSignificantBits);
        return high != 0 ? high : Long.compare(leastSignificantBits, other.leastSignificantBits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Uuid that
                && mostSignificantBits == that.mostSignificantBits
                && leastSignificantBits == that.leastSignificantBits;
    }

    @Override
    public int hashCode() {
        long mixed = mostSignificantBits ^ leastSignificantBits;
        return (int) (mixed >> 32) ^ (int) mixed;
    }

    @Override
    public String toString() {
        byte[] bytes = ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(mostSignificantBits)
                .putLong(leastSignificantBits)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
