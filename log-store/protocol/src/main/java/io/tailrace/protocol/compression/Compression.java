package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * A compression type with its level: what a writer of batches is configured with. Readers need the type alone
 * ({@link #decompress}).
 *
 * <p>Native libraries are loaded at the first use of a type that needs one.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Compression {

    public static final Compression NONE = new Compression(CompressionType.NONE, 0);

    private final CompressionType type;
    private final int level;

    private Compression(CompressionType type, int level) {
        this.type = type;
        this.level = level;
    }

    /** {@code type} with its default level. */
    public static Compression of(CompressionType type) {
        return type == CompressionType.NONE
                ? NONE
                : new Compression(type, codec(type).defaultLevel());
    }

    /**
     * {@code type} with a level: gzip 1–9 (or -1, the default), lz4 1–17, zstd as its library allows. Ignored for types
     * without levels.
     *
     * @throws IllegalArgumentException if the level is out of range
     */
    public static Compression of(CompressionType type, int level) {
        if (type == CompressionType.NONE) {
            return NONE;
        }
        Codec codec = codec(type);
        if (level != codec.defaultLevel() && (level < codec.minLevel() || level > codec.maxLevel())) {
            throw new IllegalArgumentException(
                    "expected " + type + " level " + codec.minLevel() + ".." + codec.maxLevel() + ", found " + level);
        }
        return new Compression(type, level);
    }

    public CompressionType type() {
        return type;
    }

    public int level() {
        return level;
    }

    /** Reads all of {@code in} and appends its compressed form to {@code out}. */
    public void compress(ByteBuf in, ByteBuf out) {
        if (type == CompressionType.NONE) {
            out.writeBytes(in);
            return;
        }
        try {
            codec(type).compress(in, out, level);
        } catch (IOException e) {
            throw new UncheckedIOException("compressing with " + type, e); // memory only: not an operating error
        }
    }

    /**
     * Reads all of {@code in} and appends its plain form to {@code out}.
     *
     * @param limitBytes most that may be appended; a small input cannot make this allocate much more
     * @throws MalformedCompressionException whatever is wrong with the input
     */
    public static void decompress(CompressionType type, ByteBuf in, ByteBuf out, int limitBytes) {
        if (type == CompressionType.NONE) {
            if (in.readableBytes() > limitBytes) {
                throw MalformedCompressionException.overLimit(type, limitBytes);
            }
            out.writeBytes(in);
            return;
        }
        try {
            codec(type).decompress(in, out, limitBytes);
        } catch (IOException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new MalformedCompressionException("expected " + type + " data, found: " + e.getMessage(), e);
        }
    }

    private static Codec codec(CompressionType type) {
        return switch (type) {
            case NONE -> throw new IllegalArgumentException("no codec for " + type);
            case GZIP -> GzipCodec.INSTANCE;
            case SNAPPY -> SnappyCodec.INSTANCE;
            case LZ4 -> Lz4Codec.INSTANCE;
            case ZSTD -> ZstdCodec.INSTANCE;
        };
    }

    @Override
    public String toString() {
        return type + "(" + level + ")";
    }
}
