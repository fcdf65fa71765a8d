package io.tailrace.streams.errors;

import org.jspecify.annotations.Nullable;

/** The topology is wrong: a missing parent, a name used twice, and the like. */
public class TopologyException extends StreamsException {
    private static final long serialVersionUID = 1L;

    public TopologyException(@Nullable String message) {
        super(described(message));
    }

    public TopologyException(@Nullable String message, Throwable cause) {
        super(described(message), cause);
    }

    public TopologyException(Throwable cause) {
        super(cause);
    }

    private static String described(@Nullable String message) {
        return "Invalid topology" + (message == null ? "" : ": " + message);
    }
}
