package io.tailrace.common.errors;

import io.tailrace.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** A key or value could not be turned into bytes, or back. */
public class SerializationException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public SerializationException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public SerializationException(@Nullable String message) {
        super(message);
    }

    public SerializationException(@Nullable Throwable cause) {
        super(cause);
    }

    public SerializationException() {}
}
