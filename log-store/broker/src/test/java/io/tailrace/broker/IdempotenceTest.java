package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.message.InitProducerIdRequest;
import io.tailrace.protocol.message.InitProducerIdResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sequence numbers on the wire: properties 38 and 39. */
final class IdempotenceTest {

    @TempDir
    Path directory;

    private BrokerServer server;
    private long producerId;

    @BeforeEach
    void start() throws Exception {
        server = TestServers.start(directory);
        try (RawConnection connection = new RawConnection(server)) {
            MetadataRequest create = new MetadataRequest();
            create.topics().add(new MetadataRequest.MetadataRequestTopic().setName("t"));
            connection.call(create, 4);
            producerId = ((InitProducerIdResponse)
                            connection.call(new InitProducerIdRequest().setTransactionalId(null), 4))
                    .producerId();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldGiveARepeatedBatchItsFirstOffsetAlsoAfterARestart() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            for (int sequence = 0; sequence < 5; sequence++) {
                assertThat(produce(connection, 0, sequence).baseOffset()).isEqualTo(sequence);
            }
            for (int sequence = 0; sequence < 5; sequence++) {
                ProduceResponse.PartitionProduceResponse repeated = produce(connection, 0, sequence);
                assertThat(repeated.errorCode()).isEqualTo(ErrorCode.NONE.code());
                assertThat(repeated.baseOffset()).isEqualTo(sequence);
            }
        }
        server.close();
        server = TestServers.start(directory);
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(produce(connection, 0, 2).baseOffset()).isEqualTo(2);
            assertThat(produce(connection, 0, 5).baseOffset()).isEqualTo(5);
        }
    }

    @Test
    void shouldRefuseGapsAndOldEpochs() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            produce(connection, 0, 0);
            assertThat(produce(connection, 0, 7).errorCode()).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code());
            assertThat(produce(connection, 1, 3).errorCode()).isEqualTo(ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER.code());
            assertThat(produce(connection, 1, 0).errorCode()).isEqualTo(ErrorCode.NONE.code());
            assertThat(produce(connection, 0, 1).errorCode()).isEqualTo(ErrorCode.INVALID_PRODUCER_EPOCH.code());
        }
    }

    @Test
    void shouldRefuseWhatIsNotExactlyOneGoodBatch() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            ByteBuf damaged = batch(0, 0);
            damaged.setByte(damaged.writerIndex() - 1, damaged.getByte(damaged.writerIndex() - 1) ^ 1);
            assertThat(produce(connection, damaged).errorCode()).isEqualTo(ErrorCode.CORRUPT_MESSAGE.code());

            ByteBuf two = batch(0, 0);
            ByteBuf second = batch(0, 1);
            two.writeBytes(second);
            second.release();
            assertThat(produce(connection, two).errorCode()).isEqualTo(ErrorCode.INVALID_RECORD.code());

            assertThat(produce(connection, UnpooledByteBufAllocator.DEFAULT.buffer())
                            .errorCode())
                    .isEqualTo(ErrorCode.INVALID_RECORD.code());

            RecordBatchBuilder large =
                    new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256);
            large.append(System.currentTimeMillis(), null, new byte[2 << 20], RecordHeader.NONE);
            assertThat(produce(connection, large.build()).errorCode()).isEqualTo(ErrorCode.MESSAGE_TOO_LARGE.code());

            RecordBatchBuilder transactional = new RecordBatchBuilder(
                            UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256)
                    .producer(producerId, (short) 0, 0, true);
            transactional.append(System.currentTimeMillis(), null, new byte[1], RecordHeader.NONE);
            assertThat(produce(connection, transactional.build()).errorCode())
                    .isEqualTo(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED.code());
            assertThat(produce(connection, 0, 0).baseOffset()).isZero(); // nothing of all that is in the log
        }
    }

    private ProduceResponse.PartitionProduceResponse produce(RawConnection connection, int epoch, int sequence)
            throws Exception {
        return produce(connection, batch(epoch, sequence));
    }

    private static ProduceResponse.PartitionProduceResponse produce(RawConnection connection, ByteBuf records)
            throws Exception {
        ProduceRequest request = new ProduceRequest().setAcks((short) -1).setTimeoutMs(10_000);
        ProduceRequest.TopicProduceData topic = new ProduceRequest.TopicProduceData().setName("t");
        topic.partitionData().add(new ProduceRequest.PartitionProduceData().setRecords(records));
        request.topicData().add(topic);
        ProduceResponse response = (ProduceResponse) connection.call(request, 9);
        request.release();
        return response.responses().get(0).partitionResponses().get(0);
    }

    private ByteBuf batch(int epoch, int sequence) {
        RecordBatchBuilder builder = new RecordBatchBuilder(
                        UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256)
                .producer(producerId, (short) epoch, sequence, false);
        builder.append(
                System.currentTimeMillis(), null, ("v" + sequence).getBytes(StandardCharsets.UTF_8), RecordHeader.NONE);
        return builder.build();
    }
}
