package io.tailrace.protocol.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.frame.EncodedFrame;
import io.tailrace.protocol.frame.FrameDecoder;
import io.tailrace.protocol.frame.FrameEncoder;
import io.tailrace.protocol.message.ApiKey;
import org.apache.kafka.common.message.ApiMessageType;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.requests.RequestHeader;
import org.apache.kafka.common.requests.ResponseHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole frames of random messages beside the header and body that Kafka writes. */
class FrameConformanceTest {

    private static final int CORRELATION_ID = 77;

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldFrameRequestsAsKafkaDoes(ApiKey api) {
        ApiMessageType type = ApiMessageType.fromApiKey(api.id());
        for (short version = api.lowestVersion(); version <= api.highestVersion(); version++) {
            ByteBuf wire = random(
                    new Twin(api + "Request", Twin.schemas(type.requestSchemas()), api::newRequest, type::newRequest),
                    version);
            Message theirs = KafkaCodec.read(type.newRequest(), wire, version);
            RequestHeader header = new RequestHeader(ApiKeys.forId(api.id()), version, "client", CORRELATION_ID);
            ByteBuf expected = framed(header.data(), header.headerVersion(), theirs, version);

            ApiMessage request = api.newRequest();
            request.read(wire, version);
            EncodedFrame frame =
                    FrameEncoder.request(UnpooledByteBufAllocator.DEFAULT, CORRELATION_ID, "client", request, version);
            ByteBuf actual = frame.asOne(UnpooledByteBufAllocator.DEFAULT);

            assertThat(actual).as("version %d", version).isEqualTo(expected);
            actual.skipBytes(Integer.BYTES);
            ApiMessage copy = FrameDecoder.requestBody(actual, FrameDecoder.requestHeader(actual));
            assertThat(copy).isEqualTo(request);
            release(copy, request, actual);
        }
    }

    @ParameterizedTest
    @EnumSource(ApiKey.class)
    void shouldFrameResponsesAsKafkaDoes(ApiKey api) {
        ApiMessageType type = ApiMessageType.fromApiKey(api.id());
        for (short version = api.lowestVersion(); version <= api.highestVersion(); version++) {
            ByteBuf wire = random(
                    new Twin(
                            api + "Response",
                            Twin.schemas(type.responseSchemas()),
                            api::newResponse,
                            type::newResponse),
                    version);
            Message theirs = KafkaCodec.read(type.newResponse(), wire, version);
            ResponseHeader header = new ResponseHeader(CORRELATION_ID, type.responseHeaderVersion(version));
            ByteBuf expected = framed(header.data(), header.headerVersion(), theirs, version);

            ApiMessage response = api.newResponse();
            response.read(wire, version);
            EncodedFrame frame =
                    FrameEncoder.response(UnpooledByteBufAllocator.DEFAULT, CORRELATION_ID, response, version);
            ByteBuf actual = frame.asOne(UnpooledByteBufAllocator.DEFAULT);

            assertThat(actual).as("version %d", version).isEqualTo(expected);
            actual.skipBytes(Integer.BYTES);
            assertThat(FrameDecoder.correlationId(actual, api, version)).isEqualTo(CORRELATION_ID);
            release(response, response, actual);
        }
    }

    private static ByteBuf random(Twin twin, short version) {
        ByteBuf wire = Unpooled.buffer();
        new RandomWire(Seed.random(twin, version)).write(wire, twin.schema(version));
        return wire;
    }

    private static ByteBuf framed(Message header, short headerVersion, Message body, short version) {
        ByteBuf head = KafkaCodec.write(header, headerVersion);
        ByteBuf rest = KafkaCodec.write(body, version);
        ByteBuf length = Unpooled.buffer().writeInt(head.readableBytes() + rest.readableBytes());
        return Unpooled.wrappedBuffer(length, head, rest);
    }

    private static void release(ApiMessage first, ApiMessage second, ByteBuf frame) {
        first.release();
        second.release();
        frame.release();
    }
}
