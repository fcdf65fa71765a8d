package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code UNSUPPORTED_COMPRESSION_TYPE} (76) of the protocol. */
public class UnsupportedCompressionTypeException extends ApiException {

    private static final long serialVersionUID = 1L;

    public UnsupportedCompressionTypeException(@Nullable String message) {
        super(message);
    }

    public UnsupportedCompressionTypeException(@Nullable String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
