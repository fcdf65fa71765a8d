package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import org.xerial.snappy.Snappy;

/**
 * Snappy in the stream framing of the xerial library, which is what Kafka's Java clients write:
 *
 * <pre>
 *   +------------------------------+------------+------------+  repeated: +--------+----------------+
 *   | 82 'S' 'N' 'A' 'P' 'P' 'Y' 0 | version  1 | compat   1 |            | size N | N B raw snappy |
 *   +------------------------------+------------+------------+            +--------+----------------+
 *     8 B                            int32        int32                     int32
 * </pre>
 *
 * <p>Some clients send one raw snappy block without framing; that is recognised by the missing magic and read too.
 */
final class SnappyCodec implements Codec {

    static final SnappyCodec INSTANCE = new SnappyCodec();

    private static final long MAGIC = 0x82534E4150505900L;
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 16;
    private static final int BLOCK_BYTES = 32 * 1024;

    private SnappyCodec() {}

    @Override
    public void compress(ByteBuf in, ByteBuf out, int level) throws IOException {
        out.writeLong(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(VERSION);
        byte[] plain = new byte[Math.min(BLOCK_BYTES, in.readableBytes())];
        byte[] packed = new byte[Snappy.maxCompressedLength(plain.length)];
        while (in.isReadable()) {
            int size = Math.min(plain.length, in.readableBytes());
            in.readBytes(plain, 0, size);
            int packedSize = Snappy.compress(plain, 0, size, packed, 0);
            out.writeInt(packedSize);
            out.writeBytes(packed, 0, packedSize);
        }
    }

    @Override
    public void decompress(ByteBuf in, ByteBuf out, int limitBytes) throws IOException {
        boolean framed = in.readableBytes() >= HEADER_BYTES && in.getLong(in.readerIndex()) == MAGIC;
        if (!framed) {
            block(in, in.readableBytes(), out, limitBytes, limitBytes);
            return;
        }
        in.skipBytes(HEADER_BYTES);
        int room = limitBytes;
        while (in.isReadable()) {
            if (in.readableBytes() < Integer.BYTES) {
                throw new MalformedCompressionException(
                        "expected a snappy chunk size, found " + in.readableBytes() + " B");
            }
            if (in.readableBytes() >= HEADER_BYTES && in.getLong(in.readerIndex()) == MAGIC) {
                in.skipBytes(HEADER_BYTES); // streams may be concatenated
                continue;
            }
            int size = in.readInt();
            if (size < 0 || size > in.readableBytes()) {
                throw new MalformedCompressionException(
                        "expected a snappy chunk of 0.." + in.readableBytes() + " B, found size " + size);
            }
            room -= block(in, size, out, room, limitBytes);
        }
    }

    private static int block(ByteBuf in, int size, ByteBuf out, int room, int limitBytes) throws IOException {
        byte[] packed = new byte[size];
        in.readBytes(packed);
        int plainSize = Snappy.uncompressedLength(packed, 0, size); // refuses what cannot come from so few bytes
        if (plainSize > room) {
            throw MalformedCompressionException.overLimit(CompressionType.SNAPPY, limitBytes);
        }
        byte[] plain = new byte[plainSize];
        int written = Snappy.uncompress(packed, 0, size, plain, 0);
        out.writeBytes(plain, 0, written);
        return written;
    }

    @Override
    public int defaultLevel() {
        return 0;
    }

    @Override
    public int minLevel() {
        return Integer.MIN_VALUE;
    }

    @Override
    public int maxLevel() {
        return Integer.MAX_VALUE;
    }
}
