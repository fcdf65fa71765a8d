package io.tailrace.state.typed;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateStoreContext;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Turns the keys and values of one store into bytes and back, with the changelog topic as the topic that serializers are told.
 * Errors name the store and the classes.
 *
 * <p><b>Threads:</b> the task's owner only.
 *
 * @param <K> type of the keys
 * @param <V> type of the plain values
 */
public final class StoreSerdes<K, V> {

    private static final RecordHeaders NO_HEADERS = new RecordHeaders();

    static {
        NO_HEADERS.setReadOnly();
    }

    private final String store;
    private final String topic;
    private final Serializer<K> keySerializer;
    private final Deserializer<K> keyDeserializer;
    private final Serializer<V> valueSerializer;
    private final Deserializer<V> valueDeserializer;

    private StoreSerdes(String store, String topic, Serde<K> keySerde, Serde<V> valueSerde) {
        this.store = store;
        this.topic = topic;
        this.keySerializer = keySerde.serializer();
        this.keyDeserializer = keySerde.deserializer();
        this.valueSerializer = valueSerde.serializer();
        this.valueDeserializer = valueSerde.deserializer();
    }

    /** The serdes of a store; where one is null, the application's default. */
    @SuppressWarnings("unchecked") // The default serdes are the application's promise about its types.
    static <K, V> StoreSerdes<K, V> of(
            String store, StateStoreContext context, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        complete(keySerde, context);
        complete(valueSerde, context);
        return new StoreSerdes<>(
                store,
                topic(store, context),
                keySerde != null ? keySerde : (Serde<K>) required(context.keySerde(), store, "key"),
                valueSerde != null ? valueSerde : (Serde<V>) required(context.valueSerde(), store, "value"));
    }

    private static void complete(@Nullable Serde<?> serde, StateStoreContext context) {
        if (serde instanceof DependentSerde dependent) {
            dependent.useDefault(context::keySerde, context::valueSerde);
        }
    }

    private static String topic(String store, StateStoreContext context) {
        TopicPartition changelog =
                context instanceof TaskContext task ? task.stores().changelog(store) : null;
        return changelog != null ? changelog.topic() : context.applicationId() + "-" + store + "-changelog";
    }

    private static Serde<?> required(@Nullable Serde<?> serde, String store, String kind) {
        if (serde == null) {
            throw new StreamsException("expected a " + kind + " serde for store " + store
                    + ", actual none: give the store one, or configure default." + kind + ".serde");
        }
        return serde;
    }

    public byte[] key(K key) {
        byte[] bytes = serialize(keySerializer, key, "key");
        if (bytes == null) {
            throw new StreamsException("expected the key serializer of store " + store + " to make bytes of a "
                    + key.getClass().getName() + ", actual null");
        }
        return bytes;
    }

    public K key(byte[] bytes) {
        K key = keyDeserializer.deserialize(topic, NO_HEADERS, bytes);
        if (key == null) {
            throw new StreamsException(
                    "expected the key deserializer of store " + store + " to make a key, actual null");
        }
        return key;
    }

    /** Null if the serializer makes nothing of the value. */
    public byte @Nullable [] value(V value) {
        return serialize(valueSerializer, value, "value");
    }

    public @Nullable V value(byte[] bytes) {
        return valueDeserializer.deserialize(topic, NO_HEADERS, bytes);
    }

    /** The value that begins at {@code offset}; not copied for deserializers that read buffers. */
    public @Nullable V value(byte[] bytes, int offset) {
        return valueDeserializer.deserialize(topic, NO_HEADERS, ByteBuffer.wrap(bytes, offset, bytes.length - offset));
    }

    /** As {@link #value(Object)}, by a serializer that may look at the headers and add to them. */
    public byte @Nullable [] value(V value, Headers headers) {
        try {
            return valueSerializer.serialize(topic, headers, value);
        } catch (ClassCastException e) {
            throw wrongType(valueSerializer, value, "value", e);
        }
    }

    /** As {@link #value(byte[], int)}, by a deserializer that may look at the headers. */
    public @Nullable V value(byte[] bytes, int offset, Headers headers) {
        return valueDeserializer.deserialize(topic, headers, ByteBuffer.wrap(bytes, offset, bytes.length - offset));
    }

    private <T> byte @Nullable [] serialize(Serializer<T> serializer, T object, String kind) {
        try {
            return serializer.serialize(topic, object);
        } catch (ClassCastException e) {
            throw wrongType(serializer, object, kind, e);
        }
    }

    private StreamsException wrongType(Serializer<?> serializer, Object object, String kind, ClassCastException cause) {
        return new StreamsException(
                "The " + kind + " serializer " + serializer.getClass().getName() + " of store " + store
                        + " cannot take a " + object.getClass().getName() + "; give the store a serde of its " + kind
                        + " type, or configure default." + kind + ".serde",
                cause);
    }
}
