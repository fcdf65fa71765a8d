package io.tailrace.storage.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyHashTest {

    /** The secret of the reference vectors is 00 01 … 0f, the input of length n is 00 01 … n-1. */
    private static String hashOfLength(int length) {
        KeyHash hash = new KeyHash(0x0706050403020100L, 0x0f0e0d0c0b0a0908L);
        ByteBuf input = Unpooled.buffer().writeZero(3); // the hash is of what is readable
        for (int i = 0; i < length; i++) {
            input.writeByte(i);
        }
        hash.of(input.skipBytes(3));
        ByteBuf out = Unpooled.buffer().writeLongLE(hash.high()).writeLongLE(hash.low());
        return HexFormat.of().formatHex(out.array(), 0, 16);
    }

    @Test
    void shouldBeSipHash24With128BitsOfOutput() {
        assertThat(hashOfLength(0)).isEqualTo("a3817f04ba25a8e66df67214c7550293");
        assertThat(hashOfLength(1)).isEqualTo("da87c1d86b99af44347659119b22fc45");
        assertThat(hashOfLength(2)).isEqualTo("8177228da4a45dc7fca38bdef60affe4");
    }

    @Test
    void shouldDependOnEveryByteAndOnTheSecret() {
        ByteBuf key = Unpooled.copiedBuffer(new byte[40]);
        KeyHash hash = new KeyHash(1, 2);
        hash.of(key);
        long high = hash.high();
        long low = hash.low();
        for (int i = 0; i < 40; i++) {
            key.setByte(i, 1);
            hash.of(key);
            assertThat(hash.high()).as("with byte %d changed", i).isNotEqualTo(high);
            assertThat(hash.low()).isNotEqualTo(low);
            key.setByte(i, 0);
        }
        KeyHash other = new KeyHash(1, 3);
        other.of(key);
        assertThat(other.high()).isNotEqualTo(high);
    }
}
