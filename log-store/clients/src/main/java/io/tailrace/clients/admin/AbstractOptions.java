package io.tailrace.clients.admin;

import org.jspecify.annotations.Nullable;

/** What the options of every call have. */
@SuppressWarnings("TypeParameterUnusedInFormals") // the self type lets a setter return the subclass
public abstract class AbstractOptions<T extends AbstractOptions<T>> {
    protected @Nullable Integer timeoutMs;

    /** How long the call may take, in milliseconds; null for {@code default.api.timeout.ms}. */
    @SuppressWarnings("unchecked") // T is the class itself
    public T timeoutMs(@Nullable Integer timeoutMs) {
        this.timeoutMs = timeoutMs;
        return (T) this;
    }

    public @Nullable Integer timeoutMs() {
        return timeoutMs;
    }
}
