package io.tailrace.protocol.compression;

import com.github.luben.zstd.RecyclingBufferPool;
import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufInputStream;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;

/** Zstandard frames (RFC 8878) without content size, several in a row accepted. */
final class ZstdCodec implements Codec {

    static final ZstdCodec INSTANCE = new ZstdCodec();

    private ZstdCodec() {}

    @Override
    public void compress(ByteBuf in, ByteBuf out, int level) throws IOException {
        try (ZstdOutputStreamNoFinalizer zstd =
                new ZstdOutputStreamNoFinalizer(new ByteBufOutputStream(out), RecyclingBufferPool.INSTANCE, level)) {
            in.readBytes(zstd, in.readableBytes());
        }
    }

    @Override
    public void decompress(ByteBuf in, ByteBuf out, int limitBytes) throws IOException {
        try (ZstdInputStreamNoFinalizer zstd =
                new ZstdInputStreamNoFinalizer(new ByteBufInputStream(in), RecyclingBufferPool.INSTANCE)) {
            StreamCopy.drain(CompressionType.ZSTD, zstd, out, limitBytes);
        }
    }

    @Override
    public int defaultLevel() {
        return Zstd.defaultCompressionLevel();
    }

    @Override
    public int minLevel() {
        return Zstd.minCompressionLevel();
    }

    @Override
    public int maxLevel() {
        return Zstd.maxCompressionLevel();
    }
}
