package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.typed.DependentSerde;
import io.tailrace.streams.errors.StreamsException;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which records of an outer join wait for a match: those of one key, time and side. In Kafka's format, so that entries are in the order
 * of time:
 *
 * <pre>
 * timestamp in ms (8) | 1 if left, 0 if right (1) | key
 * </pre>
 */
record UnmatchedKey<K>(K key, long timestampMs, boolean left) {
    private static final int HEADER_BYTES = Long.BYTES + 1;

    /**
     * Serde of these keys.
     *
     * <p><b>Threads:</b> as the inner serde.
     */
    static final class KeySerde<K> implements Serde<UnmatchedKey<K>>, DependentSerde {
        private @Nullable Serde<K> inner;

        KeySerde(@Nullable Serde<K> inner) {
            this.inner = inner;
        }

        @Override
        @SuppressWarnings("unchecked") // the configured default is what the user says his keys are
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            if (inner == null) {
                inner = (Serde<K>) keySerde.get();
            }
        }

        private Serde<K> inner() {
            return Objects.requireNonNull(inner, "no key serde given or configured");
        }

        @Override
        public Serializer<UnmatchedKey<K>> serializer() {
            return (topic, unmatched) -> {
                byte[] key = Objects.requireNonNull(
                        inner().serializer().serialize(topic, unmatched.key()), "the key serializer returned null");
                return ByteBuffer.allocate(HEADER_BYTES + key.length)
                        .putLong(unmatched.timestampMs())
                        .put((byte) (unmatched.left() ? 1 : 0))
                        .put(key)
                        .array();
            };
        }

        @Override
        public Deserializer<UnmatchedKey<K>> deserializer() {
            return (topic, bytes) -> {
                if (bytes.length < HEADER_BYTES) {
                    throw new StreamsException("Expected a key of at least " + HEADER_BYTES + " bytes in " + topic
                            + ", found " + bytes.length);
                }
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                long timestampMs = buffer.getLong();
                boolean left = buffer.get() == 1;
                byte[] key = new byte[buffer.remaining()];
                buffer.get(key);
                return new UnmatchedKey<>(inner().deserializer().deserialize(topic, key), timestampMs, left);
            };
        }
    }
}
