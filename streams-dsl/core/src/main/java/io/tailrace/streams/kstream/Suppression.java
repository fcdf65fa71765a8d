package io.tailrace.streams.kstream;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The one implementation of {@link Suppressed}; not part of the source-compatible API.
 *
 * @param name of the processor, or null for a generated one
 * @param holdBack how long to hold back an update, or null for until its window closes
 */
public record Suppression<K>(
        @Nullable String name, @Nullable Duration holdBack, BufferBounds bounds) implements Suppressed<K> {
    static final Duration FOREVER = Duration.ofMillis(Long.MAX_VALUE);

    @Override
    public Suppressed<K> withName(@Nullable String processorName) {
        return new Suppression<>(processorName, holdBack, bounds);
    }
}
