package io.tailrace.common.serialization;

import io.tailrace.common.utils.Bytes;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The serdes of the types of the JDK. A nested class for each has a constructor without arguments, so that a
 * configuration can name it.
 *
 * <p><b>Threads:</b> any; a serde is as thread-safe as its two parts, which here all are once configured.
 */
@SuppressWarnings({"MethodName", "JavaLangClash"}) // the names are Kafka's
public class Serdes {

    /** A serde out of two parts. */
    public static class WrapperSerde<T> implements Serde<T> {
        private final Serializer<T> serializer;
        private final Deserializer<T> deserializer;

        public WrapperSerde(Serializer<T> serializer, Deserializer<T> deserializer) {
            this.serializer = serializer;
            this.deserializer = deserializer;
        }

        @Override
        public void configure(Map<String, ?> configs, boolean isKey) {
            serializer.configure(configs, isKey);
            deserializer.configure(configs, isKey);
        }

        @Override
        public void close() {
            serializer.close();
            deserializer.close();
        }

        @Override
        public Serializer<T> serializer() {
            return serializer;
        }

        @Override
        public Deserializer<T> deserializer() {
            return deserializer;
        }
    }

    /** See {@link VoidSerializer}. */
    public static final class VoidSerde extends WrapperSerde<Void> {
        public VoidSerde() {
            super(new VoidSerializer(), new VoidDeserializer());
        }
    }

    /** See {@link LongSerializer}. */
    public static final class LongSerde extends WrapperSerde<Long> {
        public LongSerde() {
            super(new LongSerializer(), new LongDeserializer());
        }
    }

    /** See {@link IntegerSerializer}. */
    public static final class IntegerSerde extends WrapperSerde<Integer> {
        public IntegerSerde() {
            super(new IntegerSerializer(), new IntegerDeserializer());
        }
    }

    /** See {@link ShortSerializer}. */
    public static final class ShortSerde extends WrapperSerde<Short> {
        public ShortSerde() {
            super(new ShortSerializer(), new ShortDeserializer());
        }
    }

    /** See {@link FloatSerializer}. */
    public static final class FloatSerde extends WrapperSerde<Float> {
        public FloatSerde() {
            super(new FloatSerializer(), new FloatDeserializer());
        }
    }

    /** See {@link DoubleSerializer}. */
    public static final class DoubleSerde extends WrapperSerde<Double> {
        public DoubleSerde() {
            super(new DoubleSerializer(), new DoubleDeserializer());
        }
    }

    /** See {@link StringSerializer}. */
    public static final class StringSerde extends WrapperSerde<String> {
        public StringSerde() {
            super(new StringSerializer(), new StringDeserializer());
        }
    }

    /** See {@link ByteBufferSerializer}. */
    public static final class ByteBufferSerde extends WrapperSerde<ByteBuffer> {
        public ByteBufferSerde() {
            super(new ByteBufferSerializer(), new ByteBufferDeserializer());
        }
    }

    /** See {@link BytesSerializer}. */
    public static final class BytesSerde extends WrapperSerde<Bytes> {
        public BytesSerde() {
            super(new BytesSerializer(), new BytesDeserializer());
        }
    }

    /** See {@link UUIDSerializer}. */
    public static final class UUIDSerde extends WrapperSerde<UUID> {
        public UUIDSerde() {
            super(new UUIDSerializer(), new UUIDDeserializer());
        }
    }

    /** See {@link BooleanSerializer}. */
    public static final class BooleanSerde extends WrapperSerde<Boolean> {
        public BooleanSerde() {
            super(new BooleanSerializer(), new BooleanDeserializer());
        }
    }

    /** See {@link ByteArraySerializer}. */
    public static final class ByteArraySerde extends WrapperSerde<byte[]> {
        public ByteArraySerde() {
            super(new ByteArraySerializer(), new ByteArrayDeserializer());
        }
    }

    /** See {@link ListSerializer}. */
    public static final class ListSerde<Inner> extends WrapperSerde<List<Inner>> {
        public ListSerde() {
            super(new ListSerializer<>(), new ListDeserializer<>());
        }

        public <L extends List<Inner>> ListSerde(Class<L> listClass, Serde<Inner> serde) {
            super(new ListSerializer<>(serde.serializer()), new ListDeserializer<>(listClass, serde.deserializer()));
        }
    }

    /**
     * The serde of a type of the JDK.
     *
     * @throws IllegalArgumentException if there is none for it
     */
    @SuppressWarnings("unchecked") // each branch checked the type
    public static <T> Serde<T> serdeFrom(Class<T> type) {
        Serde<?> serde = find(type);
        if (serde == null) {
            throw new IllegalArgumentException("expected one of String, Short, Integer, Long, Float, Double, byte[], "
                    + "ByteBuffer, Bytes, UUID, Boolean, Void; actual=" + type.getName());
        }
        return (Serde<T>) serde;
    }

    /** A serde out of a serializer and the deserializer that reads what it writes. */
    public static <T> Serde<T> serdeFrom(Serializer<T> serializer, Deserializer<T> deserializer) {
        if (serializer == null || deserializer == null) {
            throw new IllegalArgumentException(
                    "expected a serializer and a deserializer, actual=" + serializer + ", " + deserializer);
        }
        return new WrapperSerde<>(serializer, deserializer);
    }

    private static @Nullable Serde<?> find(Class<?> type) {
        if (String.class.isAssignableFrom(type)) {
            return String();
        }
        if (Short.class.isAssignableFrom(type)) {
            return Short();
        }
        if (Integer.class.isAssignableFrom(type)) {
            return Integer();
        }
        if (Long.class.isAssignableFrom(type)) {
            return Long();
        }
        if (Float.class.isAssignableFrom(type)) {
            return Float();
        }
        if (Double.class.isAssignableFrom(type)) {
            return Double();
        }
        if (ByteBuffer.class.isAssignableFrom(type)) {
            return ByteBuffer();
        }
        if (Bytes.class.isAssignableFrom(type)) {
            return Bytes();
        }
        if (UUID.class.isAssignableFrom(type)) {
            return UUID();
        }
        if (Boolean.class.isAssignableFrom(type)) {
            return Boolean();
        }
        if (Void.class.isAssignableFrom(type)) {
            return Void();
        }
        return byte[].class.isAssignableFrom(type) ? ByteArray() : null;
    }

    public static Serde<Long> Long() {
        return new LongSerde();
    }

    public static Serde<Integer> Integer() {
        return new IntegerSerde();
    }

    public static Serde<Short> Short() {
        return new ShortSerde();
    }

    public static Serde<Float> Float() {
        return new FloatSerde();
    }

    public static Serde<Double> Double() {
        return new DoubleSerde();
    }

    public static Serde<String> String() {
        return new StringSerde();
    }

    public static Serde<ByteBuffer> ByteBuffer() {
        return new ByteBufferSerde();
    }

    public static Serde<Bytes> Bytes() {
        return new BytesSerde();
    }

    public static Serde<UUID> UUID() {
        return new UUIDSerde();
    }

    public static Serde<Boolean> Boolean() {
        return new BooleanSerde();
    }

    public static Serde<Void> Void() {
        return new VoidSerde();
    }

    public static Serde<byte[]> ByteArray() {
        return new ByteArraySerde();
    }

    /** A list whose elements have a serde; it is read back as {@code listClass}. */
    public static <L extends List<Inner>, Inner> Serde<List<Inner>> ListSerde(
            Class<L> listClass, Serde<Inner> innerSerde) {
        return new ListSerde<>(listClass, innerSerde);
    }
}
