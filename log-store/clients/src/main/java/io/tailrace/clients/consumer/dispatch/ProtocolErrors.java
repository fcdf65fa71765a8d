package io.tailrace.clients.consumer.dispatch;

import io.tailrace.common.KafkaException;
import io.tailrace.common.errors.Errors;
import io.tailrace.protocol.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Exceptions for what brokers answer. */
public final class ProtocolErrors {

    private ProtocolErrors() {}

    /** The exception of an error code, with the protocol's own message. */
    public static KafkaException exception(ErrorCode error) {
        KafkaException mapped = Errors.exception(error.code(), null);
        return mapped == null ? new KafkaException("Unexpected answer " + error) : mapped;
    }

    /** A failure of a request as something that can be thrown. */
    public static RuntimeException exception(@Nullable Throwable failure) {
        if (failure instanceof RuntimeException e) return e;
        return new KafkaException("Request failed", failure);
    }
}
