package io.tailrace.streams.state;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.errors.StreamsException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The serdes of a store's keys and values, with the topic that they are told: for stores that applications write.
 *
 * <p><b>Threads:</b> as the serdes.
 */
public final class StateSerdes<K, V> {

    public static final int TIMESTAMP_SIZE = Long.BYTES;
    public static final int BOOLEAN_SIZE = 1;

    private final String topic;
    private final Serde<K> keySerde;
    private final Serde<V> valueSerde;

    public StateSerdes(String topic, Serde<K> keySerde, Serde<V> valueSerde) {
        this.topic = Objects.requireNonNull(topic, "topic cannot be null");
        this.keySerde = Objects.requireNonNull(keySerde, "key serde cannot be null");
        this.valueSerde = Objects.requireNonNull(valueSerde, "value serde cannot be null");
    }

    /**
     * With the built-in serdes of the two classes.
     *
     * @throws IllegalArgumentException if a class has none
     */
    public static <K, V> StateSerdes<K, V> withBuiltinTypes(String topic, Class<K> keyClass, Class<V> valueClass) {
        return new StateSerdes<>(topic, Serdes.serdeFrom(keyClass), Serdes.serdeFrom(valueClass));
    }

    public Serde<K> keySerde() {
        return keySerde;
    }

    public Serde<V> valueSerde() {
        return valueSerde;
    }

    public Deserializer<K> keyDeserializer() {
        return keySerde.deserializer();
    }

    public Serializer<K> keySerializer() {
        return keySerde.serializer();
    }

    public Deserializer<V> valueDeserializer() {
        return valueSerde.deserializer();
    }

    public Serializer<V> valueSerializer() {
        return valueSerde.serializer();
    }

    public String topic() {
        return topic;
    }

    public @Nullable K keyFrom(byte @Nullable [] rawKey) {
        return keySerde.deserializer().deserialize(topic, rawKey);
    }

    public @Nullable K keyFrom(byte @Nullable [] rawKey, Headers headers) {
        return keySerde.deserializer().deserialize(topic, headers, rawKey);
    }

    public @Nullable V valueFrom(byte @Nullable [] rawValue) {
        return valueSerde.deserializer().deserialize(topic, rawValue);
    }

    public @Nullable V valueFrom(byte @Nullable [] rawValue, Headers headers) {
        return valueSerde.deserializer().deserialize(topic, headers, rawValue);
    }

    /** @throws StreamsException if the serializer does not take such a key */
    public byte @Nullable [] rawKey(@Nullable K key) {
        return serialized(() -> keySerializer().serialize(topic, key), keySerializer(), key, "key");
    }

    /** @throws StreamsException if the serializer does not take such a key */
    public byte @Nullable [] rawKey(@Nullable K key, Headers headers) {
        return serialized(() -> keySerializer().serialize(topic, headers, key), keySerializer(), key, "key");
    }

    /** @throws StreamsException if the serializer does not take such a value */
    public byte @Nullable [] rawValue(@Nullable V value) {
        return serialized(() -> valueSerializer().serialize(topic, value), valueSerializer(), value, "value");
    }

    /** @throws StreamsException if the serializer does not take such a value */
    public byte @Nullable [] rawValue(@Nullable V value, Headers headers) {
        return serialized(() -> valueSerializer().serialize(topic, headers, value), valueSerializer(), value, "value");
    }

    private static byte @Nullable [] serialized(
            Supplier<byte @Nullable []> call, Serializer<?> serializer, @Nullable Object object, String kind) {
        try {
            return call.get();
        } catch (ClassCastException e) {
            throw new StreamsException(
                    "A serializer (" + serializer.getClass().getName() + ") is not compatible to the actual " + kind
                            + " type (" + kind + " type: "
                            + (object == null
                                    ? "unknown because " + kind + " is null"
                                    : object.getClass().getName())
                            + "). Change the default Serdes in StreamConfig or provide correct Serdes via method"
                            + " parameters.",
                    e);
        }
    }
}
