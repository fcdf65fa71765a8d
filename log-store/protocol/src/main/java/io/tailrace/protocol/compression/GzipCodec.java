package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Gzip (RFC 1952) by the JDK. */
final class GzipCodec implements Codec {

    static final GzipCodec INSTANCE = new GzipCodec();

    private static final int BUFFER_BYTES = 8 * 1024;

    private GzipCodec() {}

    @Override
    public void compress(ByteBuf in, ByteBuf out, int level) throws IOException {
        try (OutputStream gzip = new LevelGzip(new ByteBufOutputStream(out), level)) {
            in.readBytes(gzip, in.readableBytes());
        }
    }

    @Override
    public void decompress(ByteBuf in, ByteBuf out, int limitBytes) throws IOException {
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteBufInputStream(in), BUFFER_BYTES)) {
            StreamCopy.drain(CompressionType.GZIP, gzip, out, limitBytes);
        }
    }

    @Override
    public int defaultLevel() {
        return Deflater.DEFAULT_COMPRESSION;
    }

    @Override
    public int minLevel() {
        return Deflater.BEST_SPEED;
    }

    @Override
    public int maxLevel() {
        return Deflater.BEST_COMPRESSION;
    }

    private static final class LevelGzip extends GZIPOutputStream {
        LevelGzip(OutputStream out, int level) throws IOException {
            super(out, BUFFER_BYTES);
            def.setLevel(level);
        }
    }
}
