package io.tailrace.protocol.compression;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import net.jpountz.lz4.LZ4Compressor;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import net.jpountz.lz4.LZ4SafeDecompressor;
import net.jpountz.xxhash.XXHash32;
import net.jpountz.xxhash.XXHashFactory;

/**
 * The LZ4 frame format (lz4_Frame_format.md 1.6), independent blocks of 64 KiB, no checksums but the header's:
 *
 * <pre>
 *   +--------+-----+-----+----------------+-------------+----+  repeated: +------+---------+-------------+  +---------+------------+
 *   | magic  | FLG | BD  | [content size] | [dictionary]| HC |            | size | size B  | [block hash]|  | 0 (end) | [content   |
 *   | LE 4 B | 1 B | 1 B | LE 8 B         | LE 4 B      | 1B |            | LE 4 | of data | LE 4 B      |  | LE 4 B  |  hash] 4 B |
 *   +--------+-----+-----+----------------+-------------+----+            +------+---------+-------------+  +---------+------------+
 * </pre>
 *
 * <p>HC is the second byte of xxHash32 over everything from FLG up to HC. The top bit of a block size says that the
 * block is stored plain. Reading accepts every block size and checksum option; dependent blocks and dictionaries are
 * refused, as Kafka refuses them. A batch of magic 2 never has the wrong header checksum that old Kafka clients wrote.
 */
final class Lz4Codec implements Codec {

    static final Lz4Codec INSTANCE = new Lz4Codec();

    private static final int MAGIC = 0x184D2204;
    private static final int VERSION_BITS = 0b0100_0000;
    private static final int VERSION_MASK = 0b1100_0000;
    private static final int INDEPENDENT = 0b0010_0000;
    private static final int BLOCK_HASH = 0b0001_0000;
    private static final int CONTENT_SIZE = 0b0000_1000;
    private static final int CONTENT_HASH = 0b0000_0100;
    private static final int RESERVED = 0b0000_0010;
    private static final int DICTIONARY = 0b0000_0001;
    private static final int BD_64_KIB = 4 << 4;
    private static final int BLOCK_BYTES = 64 * 1024;
    private static final int PLAIN_BLOCK = 0x80000000;

    private final LZ4Factory lz4 = LZ4Factory.fastestInstance();
    private final LZ4SafeDecompressor decompressor = lz4.safeDecompressor();
    private final XXHash32 hash = XXHashFactory.fastestInstance().hash32();

    private Lz4Codec() {}

    @Override
    public void compress(ByteBuf in, ByteBuf out, int level) {
        LZ4Compressor compressor = level == defaultLevel() ? lz4.fastCompressor() : lz4.highCompressor(level);
        out.writeIntLE(MAGIC);
        int descriptor = out.writerIndex();
        out.writeByte(VERSION_BITS | INDEPENDENT);
        out.writeByte(BD_64_KIB);
        out.writeByte(headerHash(out, descriptor, 2));
        while (in.isReadable()) {
            int size = Math.min(BLOCK_BYTES, in.readableBytes());
            block(compressor, in, size, out);
            in.skipBytes(size);
        }
        out.writeIntLE(0);
    }

    private static void block(LZ4Compressor compressor, ByteBuf in, int size, ByteBuf out) {
        int bound = compressor.maxCompressedLength(size);
        out.ensureWritable(Integer.BYTES + bound);
        int sizeAt = out.writerIndex();
        ByteBuffer from = in.nioBuffer(in.readerIndex(), size);
        ByteBuffer to = out.nioBuffer(sizeAt + Integer.BYTES, bound);
        int packed = compressor.compress(from, from.position(), size, to, to.position(), bound);
        if (packed < size) {
            out.setIntLE(sizeAt, packed);
            out.writerIndex(sizeAt + Integer.BYTES + packed);
        } else {
            out.writeIntLE(size | PLAIN_BLOCK);
            out.writeBytes(in, in.readerIndex(), size);
        }
    }

    @Override
    public void decompress(ByteBuf in, ByteBuf out, int limitBytes) {
        int room = limitBytes;
        do {
            room -= frame(in, out, room, limitBytes);
        } while (in.isReadable());
    }

    private int frame(ByteBuf in, ByteBuf out, int room, int limitBytes) {
        need(in, 7, "a frame header");
        int magic = in.readIntLE();
        if (magic != MAGIC) {
            throw malformed("frame magic " + Integer.toHexString(MAGIC), Integer.toHexString(magic));
        }
        int descriptor = in.readerIndex();
        int flags = in.readUnsignedByte();
        if ((flags & VERSION_MASK) != VERSION_BITS
                || (flags & (RESERVED | DICTIONARY)) != 0
                || (flags & INDEPENDENT) == 0) {
            throw malformed("version 1, independent blocks, no dictionary", "flags " + Integer.toBinaryString(flags));
        }
        int blockBytes = maxBlockBytes(in.readUnsignedByte());
        if ((flags & CONTENT_SIZE) != 0) {
            need(in, Long.BYTES + 1, "a content size");
            in.skipBytes(Long.BYTES);
        }
        int headerHash = headerHash(in, descriptor, in.readerIndex() - descriptor);
        int found = in.readUnsignedByte();
        if (headerHash != found) {
            throw malformed("header hash " + headerHash, String.valueOf(found));
        }
        int start = out.writerIndex();
        while (true) {
            need(in, Integer.BYTES, "a block size");
            int size = in.readIntLE();
            if (size == 0) {
                break;
            }
            room -= block(in, size, blockBytes, (flags & BLOCK_HASH) != 0, out, room, limitBytes);
        }
        if ((flags & CONTENT_HASH) != 0) {
            checkHash(in, out, start, out.writerIndex() - start, "content");
        }
        return out.writerIndex() - start;
    }

    private int block(
            ByteBuf in, int sizeField, int blockBytes, boolean hashed, ByteBuf out, int room, int limitBytes) {
        boolean plain = (sizeField & PLAIN_BLOCK) != 0;
        int size = sizeField & ~PLAIN_BLOCK;
        if (size > blockBytes) {
            throw malformed("a block of at most " + blockBytes + " B", size + " B");
        }
        need(in, size, "a block");
        int at = in.readerIndex();
        in.skipBytes(size);
        if (hashed) {
            checkHash(in, in, at, size, "block");
        }
        if (plain) {
            if (size > room) {
                throw MalformedCompressionException.overLimit(CompressionType.LZ4, limitBytes);
            }
            out.writeBytes(in, at, size);
            return size;
        }
        return inflate(in, at, size, out, Math.min(blockBytes, room), limitBytes);
    }

    private int inflate(ByteBuf in, int at, int size, ByteBuf out, int bound, int limitBytes) {
        out.ensureWritable(bound);
        ByteBuffer from = in.nioBuffer(at, size);
        ByteBuffer to = out.nioBuffer(out.writerIndex(), bound);
        try {
            int written = decompressor.decompress(from, from.position(), size, to, to.position(), bound);
            out.writerIndex(out.writerIndex() + written);
            return written;
        } catch (LZ4Exception e) {
            throw new MalformedCompressionException(
                    "expected an lz4 block of " + size + " B that decodes to at most " + bound
                            + " B (limit of the whole: " + limitBytes + " B), found: " + e.getMessage(),
                    e);
        }
    }

    private void checkHash(ByteBuf in, ByteBuf data, int at, int size, String what) {
        need(in, Integer.BYTES, "a " + what + " hash");
        int expected = in.readIntLE();
        ByteBuffer bytes = data.nioBuffer(at, size);
        int actual = hash.hash(bytes, bytes.position(), size, 0);
        if (expected != actual) {
            throw malformed(what + " hash " + expected, String.valueOf(actual));
        }
    }

    private int headerHash(ByteBuf buffer, int at, int size) {
        ByteBuffer bytes = buffer.nioBuffer(at, size);
        return (hash.hash(bytes, bytes.position(), size, 0) >> 8) & 0xFF;
    }

    private static int maxBlockBytes(int descriptor) {
        int code = (descriptor >> 4) & 0b111;
        if (code < 4 || (descriptor & 0b1000_1111) != 0) {
            throw malformed("a block size code of 4..7", "block descriptor " + descriptor);
        }
        return 1 << (8 + 2 * code);
    }

    private static void need(ByteBuf in, int bytes, String what) {
        if (in.readableBytes() < bytes) {
            throw malformed(what + " of " + bytes + " B", in.readableBytes() + " B");
        }
    }

    private static MalformedCompressionException malformed(String expected, String found) {
        return new MalformedCompressionException("lz4: expected " + expected + ", found " + found);
    }

    /** Kafka's number for "the fast compressor"; other levels use the high compressor. */
    @Override
    public int defaultLevel() {
        return 9;
    }

    @Override
    public int minLevel() {
        return 1;
    }

    @Override
    public int maxLevel() {
        return 17;
    }
}
