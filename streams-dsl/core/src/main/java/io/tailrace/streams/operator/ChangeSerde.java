package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.errors.StreamsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Serialises changes on their way through the repartition topic of a regrouped table, in Kafka's format: the value or values, then one
 * byte that says which.
 *
 * <pre>
 * old | 0              old value only
 * new | 1              new value only
 * varint(length of new) | new | old | 2     both
 * </pre>
 *
 * <p>Flags 3, 4 and 5 are the same with one byte (is latest) before the flag; they are read but not written.
 *
 * <p><b>Threads:</b> as the inner serde.
 */
public final class ChangeSerde<T> implements Serde<Change<T>>, DefaultSerdes.Dependent {
    private static final int OLD_ONLY = 0;
    private static final int NEW_ONLY = 1;
    private static final int BOTH = 2;
    private static final int WITH_LATEST = 3;

    private @Nullable Serde<T> inner;

    public ChangeSerde(@Nullable Serde<T> inner) {
        this.inner = inner;
    }

    @Override
    public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
        if (inner == null) {
            @SuppressWarnings("unchecked") // the configured default is what the user says his values are
            Serde<T> defaultSerde = (Serde<T>) valueSerde.get();
            inner = defaultSerde;
        }
    }

    private Serde<T> inner() {
        return Objects.requireNonNull(inner, "no value serde given or configured");
    }

    @Override
    public Serializer<Change<T>> serializer() {
        return new ChangeSerializer();
    }

    @Override
    public Deserializer<Change<T>> deserializer() {
        return new ChangeDeserializer();
    }

    private final class ChangeSerializer implements Serializer<Change<T>>, DefaultSerdes.Dependent {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            ChangeSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public byte[] serialize(String topic, Change<T> change) {
            byte[] newBytes = bytes(topic, change.newValue());
            byte[] oldBytes = bytes(topic, change.oldValue());
            if (newBytes != null && oldBytes != null) {
                ByteArrayOutputStream out = new ByteArrayOutputStream(newBytes.length + oldBytes.length + 6);
                writeVarint(newBytes.length, out);
                out.writeBytes(newBytes);
                out.writeBytes(oldBytes);
                out.write(BOTH);
                return out.toByteArray();
            }
            if (newBytes == null && oldBytes == null) {
                throw new StreamsException(
                        "Both old and new values are null in ChangeSerializer, which is not allowed.");
            }
            byte[] only = newBytes != null ? newBytes : oldBytes;
            byte[] bytes = Arrays.copyOf(only, only.length + 1);
            bytes[only.length] = (byte) (newBytes != null ? NEW_ONLY : OLD_ONLY);
            return bytes;
        }

        private byte @Nullable [] bytes(String topic, @Nullable T value) {
            return value == null ? null : inner().serializer().serialize(topic, value);
        }
    }

    private final class ChangeDeserializer implements Deserializer<Change<T>>, DefaultSerdes.Dependent {
        @Override
        public void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde) {
            ChangeSerde.this.useDefault(keySerde, valueSerde);
        }

        @Override
        public Change<T> deserialize(String topic, byte[] data) {
            int flag = data[data.length - 1];
            if (flag < OLD_ONLY || flag > BOTH + WITH_LATEST) {
                throw new StreamsException("Expected a change flag from 0 to 5 in topic " + topic + ", found " + flag);
            }
            boolean withLatest = flag >= WITH_LATEST;
            int end = data.length - (withLatest ? 2 : 1);
            boolean isLatest = !withLatest || data[end] == 1;
            int kind = withLatest ? flag - WITH_LATEST : flag;
            if (kind == OLD_ONLY) {
                return new Change<>(null, value(topic, data, 0, end), isLatest);
            }
            if (kind == NEW_ONLY) {
                return new Change<>(value(topic, data, 0, end), null, isLatest);
            }
            ByteBuffer buffer = ByteBuffer.wrap(data, 0, end);
            int length = readVarint(buffer);
            int start = buffer.position();
            if (length < 0 || length > end - start) {
                throw new StreamsException("Expected a new value of at most " + (end - start) + " bytes in topic "
                        + topic + ", found length " + length);
            }
            return new Change<>(
                    value(topic, data, start, start + length), value(topic, data, start + length, end), isLatest);
        }

        private T value(String topic, byte[] data, int from, int to) {
            return inner().deserializer().deserialize(topic, Arrays.copyOfRange(data, from, to));
        }
    }

    private static void writeVarint(int value, ByteArrayOutputStream out) {
        int zigzag = (value << 1) ^ (value >> 31);
        while ((zigzag & ~0x7f) != 0) {
            out.write((zigzag & 0x7f) | 0x80);
            zigzag >>>= 7;
        }
        out.write(zigzag);
    }

    private static int readVarint(ByteBuffer buffer) {
        int zigzag = 0;
        for (int shift = 0; shift <= 28 && buffer.hasRemaining(); shift += 7) {
            byte next = buffer.get();
            zigzag |= (next & 0x7f) << shift;
            if (next >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new StreamsException("Expected a varint of at most 5 bytes");
    }
}
