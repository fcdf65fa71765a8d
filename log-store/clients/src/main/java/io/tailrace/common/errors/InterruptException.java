package io.tailrace.common.errors;

import io.tailrace.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** An unchecked {@link InterruptedException}. Making one sets the interrupt flag of the thread again. */
public class InterruptException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public InterruptException(InterruptedException cause) {
        super(cause);
        Thread.currentThread().interrupt();
    }

    public InterruptException(@Nullable String message, InterruptedException cause) {
        super(message, cause);
        Thread.currentThread().interrupt();
    }

    public InterruptException(@Nullable String message) {
        super(message, new InterruptedException());
        Thread.currentThread().interrupt();
    }
}
