package io.tailrace.common.errors;

import io.tailrace.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What a broker answered, or why it could not be asked. It carries no stack trace: it is made where a response is read,
 * which says nothing of the code that sent the request, and may be made for every record of a lost batch.
 */
public class ApiException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public ApiException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    public ApiException(@Nullable String message) {
        super(message);
    }

    public ApiException(@Nullable Throwable cause) {
        super(cause);
    }

    public ApiException() {}

    @Override
    @SuppressWarnings("UnsynchronizedOverridesSynchronized") // it touches nothing
    public Throwable fillInStackTrace() {
        return this;
    }
}
