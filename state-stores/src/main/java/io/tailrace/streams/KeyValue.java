package io.tailrace.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and its value; both may be null where the API that hands it out says so.
 *
 * <p><b>Threads:</b> immutable, if key and value are.
 *
 * @param <K> type of the key
 * @param <V> type of the value
 */
public class KeyValue<K extends @Nullable Object, V extends @Nullable Object> {

    /** The key. */
    public final K key;

    /** The value. */
    public final V value;

    public KeyValue(K key, V value) {
        this.key = key;
        this.value = value;
    }

    /** Same as the constructor, with the types inferred. */
    public static <K extends @Nullable Object, V extends @Nullable Object> KeyValue<K, V> pair(K key, V value) {
        return new KeyValue<>(key, value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof KeyValue<?, ?> that
                        && Objects.equals(key, that.key)
                        && Objects.equals(value, that.value));
    }

    @Override
    public int hashCode() {
        return Objects.hash(key, value);
    }

    @Override
    public String toString() {
        return "KeyValue(" + key + ", " + value + ")";
    }
}
