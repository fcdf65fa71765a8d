package io.tailrace.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.codec.UnsupportedFieldException;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsResponse;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.RequestHeader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final ByteBufAllocator ALLOCATOR = UnpooledByteBufAllocator.DEFAULT;
    private static final int LARGE = RecordsCollector.COPIED_BELOW_BYTES;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, LARGE - 1, LARGE, 100_000})
    void shouldReadBackARequestWithRecords(int recordsBytes) {
        ByteBuf records = records(recordsBytes, 7);
        ProduceRequest request = produce(records);

        EncodedFrame frame = FrameEncoder.request(ALLOCATOR, 42, "me", request, (short) 11);
        ByteBuf wire = frame.asOne(ALLOCATOR);
        assertThat(wire.readableBytes()).isEqualTo(frame.sizeBytes());
        assertThat(wire.readInt()).isEqualTo(frame.sizeBytes() - Integer.BYTES);
        RequestHeader header = FrameDecoder.requestHeader(wire);
        ApiMessage read = FrameDecoder.requestBody(wire, header);

        assertThat(header.correlationId()).isEqualTo(42);
        assertThat(header.clientId()).isEqualTo("me");
        assertThat(wire.isReadable()).isFalse();
        assertThat(read).isEqualTo(request);

        wire.release();
        assertThat(read).isEqualTo(request);
        read.release();
        request.release();
        assertThat(wire.refCnt()).isZero();
        assertThat(records.refCnt()).isZero();
    }

    @Test
    void shouldShareTheMemoryOfLargeRecords() {
        ByteBuf records = records(LARGE, 1);
        ProduceRequest request = produce(records);

        EncodedFrame frame = FrameEncoder.request(ALLOCATOR, 1, null, request, (short) 11);
        records.setByte(500, 99);

        assertThat(frame.buffers()).hasSize(3);
        assertThat(frame.buffers().get(1).getByte(500)).isEqualTo((byte) 99);
        frame.release();
        request.release();
        assertThat(records.refCnt()).isZero();
    }

    @Test
    void shouldKeepRecordsOfSeveralPartitionsInTheirPlaces() {
        FetchResponse.FetchableTopicResponse topic = new FetchResponse.FetchableTopicResponse();
        for (int partition = 0; partition < 5; partition++) {
            topic.partitions()
                    .add(new FetchResponse.PartitionData()
                            .setPartitionIndex(partition)
                            .setRecords(partition == 2 ? null : records(partition * 700, partition)));
        }
        FetchResponse response = new FetchResponse().setResponses(List.of(topic));

        EncodedFrame frame = FrameEncoder.response(ALLOCATOR, 5, response, (short) 16);
        ByteBuf wire = frame.asOne(ALLOCATOR);
        wire.skipBytes(Integer.BYTES);
        assertThat(FrameDecoder.correlationId(wire, ApiKey.FETCH, (short) 16)).isEqualTo(5);
        ApiMessage read = FrameDecoder.responseBody(wire, ApiKey.FETCH, (short) 16);

        assertThat(read).isEqualTo(response);
        read.release();
        wire.release();
        response.release();
    }

    @Test
    void shouldReleaseEverythingIfTheMessageCannotBeWritten() {
        ByteBuf records = records(LARGE, 1);
        ProduceRequest request = produce(records);
        request.topicData().add(new ProduceRequest.TopicProduceData().setName("x".repeat(40_000)));

        assertThatThrownBy(() -> FrameEncoder.request(ALLOCATOR, 1, null, request, (short) 11))
                .isInstanceOf(UnsupportedFieldException.class)
                .hasMessageContaining("ProduceRequest.TopicProduceData.name");

        assertThat(records.refCnt()).isEqualTo(1);
        request.release();
    }

    @Test
    void shouldReadTheHeaderOfAnApiVersionsRequestFromTheFuture() {
        ByteBuf wire = Unpooled.buffer();
        new RequestHeader()
                .setRequestApiKey(ApiKey.API_VERSIONS.id())
                .setRequestApiVersion((short) 99)
                .setCorrelationId(3)
                .write(wire, (short) 2);

        RequestHeader header = FrameDecoder.requestHeader(wire);

        assertThat(header.correlationId()).isEqualTo(3);
        assertThatThrownBy(() -> FrameDecoder.requestBody(wire, header))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("actual version=99");
    }

    @Test
    void shouldReadTheAnswerOfABrokerThatDoesNotKnowTheApiVersionsVersion() {
        ApiVersionsResponse answer = new ApiVersionsResponse().setErrorCode(ErrorCode.UNSUPPORTED_VERSION.code());
        answer.apiKeys().add(new ApiVersionsResponse.ApiVersion().setApiKey((short) 18));
        ByteBuf wire = FrameEncoder.response(ALLOCATOR, 9, answer, (short) 0)
                .asOne(ALLOCATOR)
                .skipBytes(Integer.BYTES);

        assertThat(FrameDecoder.correlationId(wire, ApiKey.API_VERSIONS, (short) 4))
                .isEqualTo(9);
        assertThat(FrameDecoder.responseBody(wire, ApiKey.API_VERSIONS, (short) 4))
                .isEqualTo(answer);
        wire.release();
    }

    @Test
    void shouldRefuseUnknownApisAndShortHeaders() {
        ByteBuf unknownApi =
                Unpooled.buffer().writeShort(4).writeShort(0).writeInt(1).writeShort(-1);
        assertThatThrownBy(() -> FrameDecoder.requestHeader(unknownApi))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("actual 4");
        assertThatThrownBy(() -> FrameDecoder.requestHeader(Unpooled.buffer().writeShort(3)))
                .isInstanceOf(MalformedMessageException.class);
        assertThatThrownBy(() -> FrameEncoder.request(ALLOCATOR, 1, null, new RequestHeader(), (short) 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(FrameDecoder.requestHeader(FrameEncoder.request(ALLOCATOR, 1, null, new MetadataRequest(), (short) 0)
                                .asOne(ALLOCATOR)
                                .skipBytes(Integer.BYTES))
                        .clientId())
                .isNull();
    }

    private static ProduceRequest produce(ByteBuf records) {
        ProduceRequest.TopicProduceData topic = new ProduceRequest.TopicProduceData().setName("clicks");
        topic.partitionData()
                .add(new ProduceRequest.PartitionProduceData().setIndex(1).setRecords(records));
        ProduceRequest request = new ProduceRequest().setAcks((short) -1).setTimeoutMs(1000);
        request.topicData().add(topic);
        return request;
    }

    private static ByteBuf records(int sizeBytes, int fill) {
        ByteBuf records = ALLOCATOR.buffer(Math.max(1, sizeBytes));
        for (int i = 0; i < sizeBytes; i++) {
            records.writeByte(fill + i);
        }
        return records;
    }
}
