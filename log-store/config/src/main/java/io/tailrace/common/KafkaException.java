package io.tailrace.common;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception of the public API, under Kafka's name so that programs move over by their imports.
 *
 * <p><b>Threads:</b> as any exception.
 */
public class KafkaException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public KafkaException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public KafkaException(@Nullable String message) {
        super(message);
    }

    public KafkaException(@Nullable Throwable cause) {
        super(cause);
    }

    public KafkaException() {}
}
