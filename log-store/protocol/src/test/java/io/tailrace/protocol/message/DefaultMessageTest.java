package io.tailrace.protocol.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every message as it comes from its constructor. */
class DefaultMessageTest {

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldReadBackADefaultMessageInEveryVersion(ApiKey api) {
        for (short version = api.lowestVersion(); version <= api.highestVersion(); version++) {
            shouldReadBack(api.newRequest(), api.newRequest(), version);
            shouldReadBack(api.newResponse(), api.newResponse(), version);
        }
    }

    private static void shouldReadBack(ApiMessage message, ApiMessage copy, short version) {
        ByteBuf wire = Unpooled.buffer();
        message.write(wire, version);
        assertThat(wire.readableBytes()).isEqualTo(message.size(version));

        copy.read(wire, version);

        assertThat(wire.isReadable()).isFalse();
        assertThat(copy).isEqualTo(message).hasToString(message.toString());
    }
}
