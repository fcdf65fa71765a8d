package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.state.typed.DependentSerde;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serialises answers in Kafka's format, version 0:
 *
 * <pre>
 * 1 if the hash is null (1 bit) | version (7 bits) | hash (16, if not null) | foreign value (none for null)
 * </pre>
 *
 * <p><b>Threads:</b> as the inner serde.
 */
public final class ResponseSerde<V> implements Serde<Response<V>>, DependentSerde {
    private static final int VERSION = 0;
    private static final int NULL_HASH = 0x80;

    private @Nullable Serde<V> foreignValue;

    public ResponseSerde(@Nullable Serde<V> foreignValue) {
        this.foreignValue = foreignValue;
    }

    @Override
    @SuppressWarnings("unchecked") // the configured default is what the user says his values are
    public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
        if (foreignValue == null) {
            foreignValue = (Serde<V>) valueSerde.get();
        }
    }

    private Serde<V> foreignValue() {
        return Objects.requireNonNull(foreignValue, "no value serde given or configured");
    }

    @Override
    public Serializer<Response<V>> serializer() {
        return new ResponseSerializer();
    }

    @Override
    public Deserializer<Response<V>> deserializer() {
        return new ResponseDeserializer();
    }

    private final class ResponseSerializer implements Serializer<Response<V>>, DependentSerde {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            ResponseSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public byte[] serialize(String topic, Response<V> data) {
            return serialize(topic, new RecordHeaders(), data);
        }

        @Override
        public byte[] serialize(String topic, Headers headers, Response<V> data) {
            byte[] value = data.foreignValue() == null
                    ? null
                    : foreignValue().serializer().serialize(topic, headers, data.foreignValue());
            byte[] valueBytes = value == null ? new byte[0] : value;
            ByteBuffer bytes = ByteBuffer.allocate(1 + ValueHash.sizeBytes(data.hash()) + valueBytes.length);
            bytes.put((byte) (data.hash() == null ? VERSION | NULL_HASH : VERSION));
            ValueHash.write(data.hash(), bytes);
            return bytes.put(valueBytes).array();
        }
    }

    private final class ResponseDeserializer implements Deserializer<Response<V>>, DependentSerde {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            ResponseSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public Response<V> deserialize(String topic, byte[] data) {
            return deserialize(topic, new RecordHeaders(), data);
        }

        @Override
        public Response<V> deserialize(String topic, Headers headers, byte[] data) {
            ByteBuffer bytes = ByteBuffer.wrap(data);
            int first = bytes.get();
            if ((first & ~NULL_HASH & 0xFF) != VERSION) {
                throw new UnsupportedVersionException(
                        "Expected a response of version 0 in " + topic + ", found " + (first & ~NULL_HASH & 0xFF));
            }
            ValueHash hash = (first & NULL_HASH) == 0 ? ValueHash.read(bytes) : null;
            if (!bytes.hasRemaining()) {
                return new Response<>(hash, null, null);
            }
            byte[] value = new byte[bytes.remaining()];
            bytes.get(value);
            return new Response<>(hash, foreignValue().deserializer().deserialize(topic, headers, value), null);
        }
    }
}
