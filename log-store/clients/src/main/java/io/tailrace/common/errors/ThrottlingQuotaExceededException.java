package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code THROTTLING_QUOTA_EXCEEDED} (89) of the protocol. */
public class ThrottlingQuotaExceededException extends RetriableException {

    private static final long serialVersionUID = 1L;

    private final int throttleTimeMs;

    public ThrottlingQuotaExceededException(@Nullable String message) {
        this(0, message);
    }

    public ThrottlingQuotaExceededException(int throttleTimeMs, @Nullable String message) {
        super(message);
        this.throttleTimeMs = throttleTimeMs;
    }

    /** Milliseconds to wait before the next try. */
    public int throttleTimeMs() {
        return throttleTimeMs;
    }
}
