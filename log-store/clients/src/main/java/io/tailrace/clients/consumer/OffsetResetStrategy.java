package io.tailrace.clients.consumer;

import java.util.Locale;

/** Where to begin when there is no position. Kept for programs that name it; {@code auto.offset.reset} knows more. */
public enum OffsetResetStrategy {
    LATEST,
    EARLIEST,
    NONE;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
