package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code TELEMETRY_TOO_LARGE} (118) of the protocol. */
public class TelemetryTooLargeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public TelemetryTooLargeException(@Nullable String message) {
        super(message);
    }
}
