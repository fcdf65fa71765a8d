package io.tailrace.protocol.codec;

/** A field has a value that cannot be written in the version asked for: it would be lost, or is not legal there. */
public final class UnsupportedFieldException extends RuntimeException {
    public UnsupportedFieldException(String message) {
        super(message);
    }

    /** A field that must not be dropped has a value other than its default, and the version has no such field. */
    public static UnsupportedFieldException notInVersion(String field, short version) {
        return new UnsupportedFieldException(
                "expected the default value of " + field + ", which version " + version + " lacks, actual another one");
    }

    /** A field is null where null cannot be written. */
    static UnsupportedFieldException isNull(String field) {
        return new UnsupportedFieldException(
                "expected a value of " + field + ", actual null, which this version lacks");
    }
}
