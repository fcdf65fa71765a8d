package io.tailrace.protocol.compression;

/** Compressed bytes that do not decode, or that decode to more than the limit allows. */
public final class MalformedCompressionException extends RuntimeException {
    public MalformedCompressionException(String message) {
        super(message);
    }

    public MalformedCompressionException(String message, Throwable cause) {
        super(message, cause);
    }

    static MalformedCompressionException overLimit(CompressionType type, int limitBytes) {
        return new MalformedCompressionException(
                "expected " + type + " data of at most " + limitBytes + " B when decompressed, found more");
    }
}
