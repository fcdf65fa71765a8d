package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.typed.DependentSerde;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The values that wait under one {@link UnmatchedKey}, in the order of their arrival. In Kafka's format: a list (see
 * {@code Serdes.ListSerde}) of byte arrays, each 1 or 0 for the left or right side and then the value.
 *
 * @param left whether they are of the left side; never mixed
 */
record UnmatchedValues(boolean left, List<Object> values) {
    UnmatchedValues {
        values = List.copyOf(values);
    }

    UnmatchedValues plus(Object value) {
        List<Object> more = new ArrayList<>(values);
        more.add(value);
        return new UnmatchedValues(left, more);
    }

    /**
     * Serde of such values.
     *
     * <p><b>Threads:</b> as the inner serdes.
     */
    static final class ValuesSerde implements Serde<UnmatchedValues>, DependentSerde {
        @SuppressWarnings("unchecked") // a class object says nothing of the type of elements
        private final Serde<List<byte[]>> lists =
                Serdes.ListSerde((Class<ArrayList<byte[]>>) (Class<?>) ArrayList.class, Serdes.ByteArray());

        private @Nullable Serde<?> left;
        private @Nullable Serde<?> right;

        ValuesSerde(@Nullable Serde<?> left, @Nullable Serde<?> right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            if (left == null) {
                left = valueSerde.get();
            }
            if (right == null) {
                right = valueSerde.get();
            }
        }

        @SuppressWarnings("unchecked") // the side says of what type the values are
        private Serde<Object> side(boolean ofLeft) {
            return (Serde<Object>) Objects.requireNonNull(ofLeft ? left : right, "no value serde given or configured");
        }

        @Override
        public Serializer<UnmatchedValues> serializer() {
            return (topic, unmatched) -> {
                Serializer<Object> serializer = side(unmatched.left()).serializer();
                List<byte[]> list = new ArrayList<>();
                for (Object value : unmatched.values()) {
                    byte[] bytes = Objects.requireNonNull(
                            serializer.serialize(topic, value), "the value serializer returned null");
                    byte[] flagged = new byte[bytes.length + 1];
                    flagged[0] = (byte) (unmatched.left() ? 1 : 0);
                    System.arraycopy(bytes, 0, flagged, 1, bytes.length);
                    list.add(flagged);
                }
                return lists.serializer().serialize(topic, list);
            };
        }

        @Override
        public Deserializer<UnmatchedValues> deserializer() {
            return (topic, data) -> {
                List<byte[]> list = lists.deserializer().deserialize(topic, data);
                boolean ofLeft = !list.isEmpty() && list.get(0)[0] == 1;
                Deserializer<Object> deserializer = side(ofLeft).deserializer();
                List<Object> values = new ArrayList<>();
                for (byte[] flagged : list) {
                    byte[] bytes = new byte[flagged.length - 1];
                    System.arraycopy(flagged, 1, bytes, 0, bytes.length);
                    values.add(deserializer.deserialize(topic, bytes));
                }
                return new UnmatchedValues(ofLeft, values);
            };
        }
    }
}
