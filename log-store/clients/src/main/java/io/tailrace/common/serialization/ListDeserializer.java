package io.tailrace.common.serialization;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.errors.SerializationException;
import java.lang.reflect.Constructor;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ListSerializer} writes. Counts and lengths are checked against the bytes that are there. */
public class ListDeserializer<Inner> implements Deserializer<List<Inner>> {

    private @Nullable Deserializer<Inner> inner;
    private @Nullable Class<?> listClass;

    /** For use by class name: {@link #configure} finds list class and the element's deserializer. */
    public ListDeserializer() {}

    public <L extends List<Inner>> ListDeserializer(Class<L> listClass, Deserializer<Inner> inner) {
        this.listClass = listClass;
        this.inner = inner;
    }

    public @Nullable Deserializer<Inner> innerDeserializer() {
        return inner;
    }

    /** Reads {@code default.list.[key|value].serde.type} (the list class) and {@code ….inner} (the serde of elements). */
    @Override
    @SuppressWarnings("unchecked") // the configuration promises the element type
    public void configure(Map<String, ?> configs, boolean isKey) {
        if (listClass != null || inner != null) {
            throw new ConfigException("list class and deserializer of elements were given to the constructor already");
        }
        String typeKey = isKey ? "default.list.key.serde.type" : "default.list.value.serde.type";
        String innerKey = isKey ? "default.list.key.serde.inner" : "default.list.value.serde.inner";
        listClass = ListEncoding.instantiate(configs.get(typeKey), List.class, typeKey)
                .getClass();
        Serde<Inner> serde = ListEncoding.instantiate(configs.get(innerKey), Serde.class, innerKey);
        inner = serde.deserializer();
        inner.configure(configs, isKey);
    }

    @Override
    public @Nullable List<Inner> deserialize(String topic, byte @Nullable [] data) {
        if (data == null) {
            return null;
        }
        Deserializer<Inner> elements = inner;
        if (elements == null) {
            throw new SerializationException(
                    "expected a deserializer for list elements, actual=none; call configure first");
        }
        ByteBuffer in = ByteBuffer.wrap(data);
        try {
            byte strategy = in.get();
            if (strategy != ListEncoding.CONSTANT_WIDTH && strategy != ListEncoding.VARIABLE_WIDTH) {
                throw new SerializationException("expected list strategy 0 or 1, actual=" + strategy);
            }
            Integer width = strategy == ListEncoding.CONSTANT_WIDTH ? ListEncoding.widthOf(elements) : null;
            if (strategy == ListEncoding.CONSTANT_WIDTH && width == null) {
                throw new SerializationException("expected a deserializer for elements of constant width, actual="
                        + elements.getClass().getName());
            }
            BitSet nulls = width == null ? new BitSet() : readNullIndexes(in);
            int size = checkedCount(in.getInt(), in.remaining() + nulls.cardinality(), "number of elements");
            List<Inner> list = newList(size);
            for (int i = 0; i < size; i++) {
                int length = width == null ? in.getInt() : nulls.get(i) ? ListEncoding.NULL_LENGTH : width;
                if (length == ListEncoding.NULL_LENGTH) {
                    list.add(null);
                } else {
                    byte[] element = new byte[checkedCount(length, in.remaining(), "length of an element")];
                    in.get(element);
                    list.add(elements.deserialize(topic, element));
                }
            }
            return list;
        } catch (BufferUnderflowException e) {
            throw new SerializationException("list ends before its last element, bytes=" + data.length, e);
        }
    }

    private static BitSet readNullIndexes(ByteBuffer in) {
        int count = checkedCount(in.getInt(), in.remaining() / Integer.BYTES, "number of nulls");
        BitSet nulls = new BitSet();
        for (int i = 0; i < count; i++) {
            nulls.set(checkedCount(in.getInt(), in.capacity(), "index of a null"));
        }
        return nulls;
    }

    private static int checkedCount(int value, int max, String what) {
        if (value < 0 || value > max) {
            throw new SerializationException("expected " + what + " from 0 to " + max + ", actual=" + value);
        }
        return value;
    }

    @SuppressWarnings("unchecked") // a list class, as constructor and configure demand
    private List<Inner> newList(int size) {
        Class<?> type = listClass;
        if (type == null || type == ArrayList.class) {
            return new ArrayList<>(size);
        }
        try {
            Constructor<?> constructor = type.getConstructor();
            return (List<Inner>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new SerializationException(
                    "expected a list class with a public constructor without arguments, actual=" + type.getName(), e);
        }
    }

    @Override
    public void close() {
        if (inner != null) {
            inner.close();
        }
    }
}
