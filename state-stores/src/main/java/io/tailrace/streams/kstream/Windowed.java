package io.tailrace.streams.kstream;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A key and the window that its value is for.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 *
 * @param <K> type of the key
 */
public class Windowed<K> {

    private final K key;
    private final Window window;

    public Windowed(K key, Window window) {
        this.key = key;
        this.window = window;
    }

    public K key() {
        return key;
    }

    public Window window() {
        return window;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Windowed<?> that && window.equals(that.window) && Objects.equals(key, that.key));
    }

    @Override
    public int hashCode() {
        return 31 * window.hashCode() + Objects.hashCode(key);
    }

    @Override
    public String toString() {
        return "[" + key + "@" + window.start() + "/" + window.end() + "]";
    }
}
