package io.tailrace.common.serialization;

import io.tailrace.common.config.ConfigException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The encoding that list serializer and deserializer share (KIP-466):
 *
 * <pre>
 *  byte     0: every element has the same width       1: widths differ
 *  int      number of nulls        (width constant)   -
 *  int *    their indexes          (width constant)   -
 *  int      number of elements, nulls counted
 *  element: bytes                  (width constant)   int length, -1 for null; bytes
 * </pre>
 *
 * <p><b>Threads:</b> stateless.
 */
final class ListEncoding {

    static final byte CONSTANT_WIDTH = 0;
    static final byte VARIABLE_WIDTH = 1;
    static final int NULL_LENGTH = -1;

    private static final Map<Class<?>, Integer> WIDTHS = Map.ofEntries(
            Map.entry(ShortSerializer.class, Short.BYTES),
            Map.entry(ShortDeserializer.class, Short.BYTES),
            Map.entry(IntegerSerializer.class, Integer.BYTES),
            Map.entry(IntegerDeserializer.class, Integer.BYTES),
            Map.entry(FloatSerializer.class, Float.BYTES),
            Map.entry(FloatDeserializer.class, Float.BYTES),
            Map.entry(LongSerializer.class, Long.BYTES),
            Map.entry(LongDeserializer.class, Long.BYTES),
            Map.entry(DoubleSerializer.class, Double.BYTES),
            Map.entry(DoubleDeserializer.class, Double.BYTES),
            Map.entry(UUIDSerializer.class, 36),
            Map.entry(UUIDDeserializer.class, 36));

    private ListEncoding() {}

    /** The width of every element that {@code coder} handles, null if widths differ. */
    static @Nullable Integer widthOf(Object coder) {
        return WIDTHS.get(coder.getClass());
    }

    /** Makes the class that a configuration names, by name or as a class. */
    static <T> T instantiate(@Nullable Object named, Class<T> type, String key) {
        try {
            Class<?> loaded = named instanceof Class<?> c
                    ? c
                    : Class.forName(
                            String.valueOf(named), true, Thread.currentThread().getContextClassLoader());
            return type.cast(loaded.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            ConfigException failure = new ConfigException(
                    key, named, "expected a " + type.getSimpleName() + " with a public constructor without arguments");
            failure.initCause(e);
            throw failure;
        }
    }
}
