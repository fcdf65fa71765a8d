package io.tailrace.protocol.codec;

/** A field that must not be dropped has a value, and the version to be written has no such field. */
public final class UnsupportedFieldException extends RuntimeException {
    public UnsupportedFieldException(String message) {
        super(message);
    }
}
