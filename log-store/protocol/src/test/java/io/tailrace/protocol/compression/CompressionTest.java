package io.tailrace.protocol.compression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import net.jpountz.lz4.LZ4FrameInputStream;
import net.jpountz.lz4.LZ4FrameOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyInputStream;

class CompressionTest {

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldReturnWhatWasCompressedForEverySizeAndLevel(CompressionType type) {
        for (int size : new int[] {0, 1, 100, 32 * 1024, 64 * 1024, 64 * 1024 + 1, 1_000_000}) {
            for (int level : new int[] {1, 5, 9}) {
                for (boolean direct : new boolean[] {true, false}) {
                    byte[] plain = sample(size);
                    ByteBuf in = direct ? Unpooled.directBuffer() : Unpooled.buffer();
                    in.writeByte(1).writeBytes(plain).skipBytes(1);
                    ByteBuf packed = direct ? PooledByteBufAllocator.DEFAULT.directBuffer() : Unpooled.buffer();
                    Compression.of(type, level).compress(in, packed);
                    ByteBuf out = PooledByteBufAllocator.DEFAULT.buffer(16);
                    Compression.decompress(type, packed, out, size);
                    assertThat(ByteBufUtil.getBytes(out)).isEqualTo(plain);
                    in.release();
                    packed.release();
                    out.release();
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(CompressionType.class)
    void shouldStopAtTheLimit(CompressionType type) {
        ByteBuf packed = Unpooled.buffer();
        Compression.of(type).compress(Unpooled.wrappedBuffer(new byte[10_000_000]), packed);
        ByteBuf out = Unpooled.buffer();
        assertThatThrownBy(() -> Compression.decompress(type, packed, out, 1_000_000))
                .isInstanceOf(MalformedCompressionException.class)
                .hasMessageContaining("1000000");
        assertThat(out.capacity()).isLessThan(6_000_000);
    }

    @ParameterizedTest
    @EnumSource(
            value = CompressionType.class,
            names = {"GZIP", "SNAPPY", "LZ4", "ZSTD"})
    void shouldRefuseTruncatedData(CompressionType type) {
        ByteBuf packed = Unpooled.buffer();
        Compression.of(type).compress(Unpooled.wrappedBuffer(sample(100_000)), packed);
        for (int cut : new int[] {1, 3, packed.readableBytes() / 2}) {
            ByteBuf part = packed.slice(0, packed.readableBytes() - cut);
            assertThatThrownBy(() -> Compression.decompress(type, part, Unpooled.buffer(), 1 << 20))
                    .as("cut %d", cut)
                    .isInstanceOf(MalformedCompressionException.class);
        }
    }

    @Test
    void shouldReadARawSnappyBlock() throws IOException {
        byte[] plain = sample(50_000);
        ByteBuf out = Unpooled.buffer();
        Compression.decompress(CompressionType.SNAPPY, Unpooled.wrappedBuffer(Snappy.compress(plain)), out, 50_000);
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(plain);
    }

    @Test
    void shouldWriteASnappyStreamThatXerialReads() throws IOException {
        byte[] plain = sample(100_000);
        ByteBuf packed = Unpooled.buffer();
        Compression.of(CompressionType.SNAPPY).compress(Unpooled.wrappedBuffer(plain), packed);
        try (SnappyInputStream in = new SnappyInputStream(new ByteArrayInputStream(ByteBufUtil.getBytes(packed)))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
    }

    @Test
    void shouldNotAllocateWhatASmallSnappyBlockClaims() {
        ByteBuf lie = Unpooled.wrappedBuffer(new byte[] {(byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x7F, 0, 0});
        assertThatThrownBy(() -> Compression.decompress(CompressionType.SNAPPY, lie, Unpooled.buffer(), 1 << 30))
                .isInstanceOf(MalformedCompressionException.class)
                .hasMessageContaining("uncompressed length");
    }

    @Test
    void shouldReadAndWriteFramesOfTheLz4Library() throws IOException {
        byte[] plain = sample(300_000);
        ByteBuf packed = Unpooled.buffer();
        Compression.of(CompressionType.LZ4).compress(Unpooled.wrappedBuffer(plain), packed);
        try (LZ4FrameInputStream in = new LZ4FrameInputStream(new ByteArrayInputStream(ByteBufUtil.getBytes(packed)))) {
            assertThat(in.readAllBytes()).isEqualTo(plain);
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        try (LZ4FrameOutputStream lz4 = new LZ4FrameOutputStream(
                frame,
                LZ4FrameOutputStream.BLOCKSIZE.SIZE_256KB,
                plain.length,
                LZ4FrameOutputStream.FLG.Bits.BLOCK_INDEPENDENCE,
                LZ4FrameOutputStream.FLG.Bits.BLOCK_CHECKSUM,
                LZ4FrameOutputStream.FLG.Bits.CONTENT_CHECKSUM,
                LZ4FrameOutputStream.FLG.Bits.CONTENT_SIZE)) {
            lz4.write(plain);
        }
        ByteBuf out = Unpooled.buffer();
        Compression.decompress(CompressionType.LZ4, Unpooled.wrappedBuffer(frame.toByteArray()), out, plain.length);
        assertThat(ByteBufUtil.getBytes(out)).isEqualTo(plain);
    }

    @Test
    void shouldNameTheKnownTypesAndLevels() {
        assertThatThrownBy(() -> CompressionType.forLabel("brotli"))
                .hasMessageContaining("none, gzip, snappy, lz4, zstd");
        assertThatThrownBy(() -> Compression.of(CompressionType.GZIP, 12)).hasMessageContaining("1..9");
    }

    private static byte[] sample(int size) {
        byte[] bytes = new byte[size];
        Random random = new Random(size);
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : 'a');
        }
        return bytes;
    }
}
