package io.tailrace.coordinator.group;

import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** The log took none of the records. The coordinator undoes the decision and answers with an error. */
public final class AppendFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode error;

    /**
     * @param error what the append failed with; the coordinator translates it to what group clients understand
     */
    public AppendFailedException(ErrorCode error, @Nullable Throwable cause) {
        super("append to the offsets topic failed with " + error, cause);
        this.error = error;
    }

    public ErrorCode error() {
        return error;
    }
}
