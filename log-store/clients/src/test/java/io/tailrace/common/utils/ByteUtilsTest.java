package io.tailrace.common.utils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteUtilsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "-1, 1",
        "63, 1",
        "-64, 1",
        "64, 2",
        "-65, 2",
        "8191, 2",
        "8192, 3",
        "2147483647, 5",
        "-2147483648, 5"
    })
    void shouldReadWhatItWrote(int value, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        ByteUtils.writeVarint(value, buffer);
        assertThat(buffer.position()).isEqualTo(bytes).isEqualTo(ByteUtils.sizeOfVarint(value));
        buffer.flip();
        assertThat(ByteUtils.readVarint(buffer)).isEqualTo(value);
        assertThat(buffer.hasRemaining()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "127, 1", "128, 2", "-1, 5"})
    void shouldReadUnsignedOnes(int value, int bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(8);
        ByteUtils.writeUnsignedVarint(value, buffer);
        assertThat(buffer.position()).isEqualTo(bytes).isEqualTo(ByteUtils.sizeOfUnsignedVarint(value));
        assertThat(ByteUtils.readUnsignedVarint(buffer.flip())).isEqualTo(value);
    }

    @Test
    void shouldRefuseWhatDoesNotEnd() {
        byte more = (byte) 0x80;
        assertThatThrownBy(() -> ByteUtils.readVarint(ByteBuffer.wrap(new byte[] {more, more, more, more, more, 0})))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ByteUtils.readVarint(ByteBuffer.wrap(new byte[] {more})))
                .isInstanceOf(BufferUnderflowException.class);
    }
}
