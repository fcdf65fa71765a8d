package io.tailrace.state.layout;

import io.tailrace.streams.errors.ProcessorStateException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a store beside a value. The changelog carries the value alone in either case; a timestamp travels as the
 * timestamp of the changelog record. That is Kafka's way, so that changelogs are the same with both formats.
 */
public enum ValueFormat {
    /** The value. */
    PLAIN {
        @Override
        public byte[] changelogValue(byte[] stored) {
            return stored;
        }

        @Override
        public long timestamp(byte[] stored, long otherwise) {
            return otherwise;
        }

        @Override
        public byte[] stored(byte[] value, long timestampMs) {
            return value;
        }
    },

    /** {@code timestamp in ms (8, big endian) | value}. */
    TIMESTAMPED {
        @Override
        public byte[] changelogValue(byte[] stored) {
            return Arrays.copyOfRange(stored, offset(stored), stored.length);
        }

        @Override
        public long timestamp(byte[] stored, long otherwise) {
            return ByteBuffer.wrap(stored).getLong(offset(stored) - Long.BYTES);
        }

        @Override
        public byte[] stored(byte[] value, long timestampMs) {
            return ByteBuffer.allocate(Long.BYTES + value.length)
                    .putLong(timestampMs)
                    .put(value)
                    .array();
        }
    };

    /** The value alone. */
    public abstract byte[] changelogValue(byte[] stored);

    /** The timestamp that is stored with the value, or {@code otherwise} if there is none. */
    public abstract long timestamp(byte[] stored, long otherwise);

    /** What lies in the store for {@code value}. */
    public abstract byte[] stored(byte[] value, long timestampMs);

    /** {@link #stored} of a value that may be null, which stays null. */
    public byte @Nullable [] storedOrNull(byte @Nullable [] value, long timestampMs) {
        return value == null ? null : stored(value, timestampMs);
    }

    private static int offset(byte[] stored) {
        if (stored.length < Long.BYTES) {
            throw new ProcessorStateException(
                    "expected a timestamped value of at least " + Long.BYTES + " bytes, actual " + stored.length);
        }
        return Long.BYTES;
    }
}
