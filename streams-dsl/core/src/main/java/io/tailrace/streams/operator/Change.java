package io.tailrace.streams.operator;

import org.jspecify.annotations.Nullable;

/**
 * An update of a row: its new value and, where the next operator wants it, the old one. Null means no row.
 *
 * @param isLatest false for an update older than the row, which versioned tables can have
 */
public record Change<T>(@Nullable T newValue, @Nullable T oldValue, boolean isLatest) {
    public Change(@Nullable T newValue, @Nullable T oldValue) {
        this(newValue, oldValue, true);
    }

    Change<T> withoutOldValue() {
        return oldValue == null ? this : new Change<>(newValue, null, isLatest);
    }
}
