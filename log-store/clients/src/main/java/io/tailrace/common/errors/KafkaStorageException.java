package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code KAFKA_STORAGE_ERROR} (56) of the protocol. */
public class KafkaStorageException extends InvalidMetadataException {

    private static final long serialVersionUID = 1L;

    public KafkaStorageException() {}

    public KafkaStorageException(@Nullable String message) {
        super(message);
    }

    public KafkaStorageException(@Nullable Throwable cause) {
        super(cause);
    }

    public KafkaStorageException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
