package io.tailrace.broker.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.transport.Connection;
import io.tailrace.protocol.transport.Transport;
import io.tailrace.protocol.transport.TransportProvider;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker inside the process, as a client sees it. */
final class EmbeddedTransportTest {

    @TempDir
    Path directory;

    private final TransportProvider provider = ServiceLoader.load(TransportProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(found -> found.scheme().equals("embedded"))
            .findFirst()
            .orElseThrow();

    @Test
    void shouldProduceAndFetchWithoutAWire() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            createTopic(connection, "t");
            assertThat(produce(connection, "t", -1, "one").baseOffset()).isZero();
            assertThat(produce(connection, "t", -1, "two").baseOffset()).isEqualTo(1);
            assertThat(fetch(connection, "t", 0, 0)).containsExactly("one", "two");
        }
    }

    @Test
    void shouldKeepRecordsOnceTheLastTransportIsClosed() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            createTopic(connection, "t");
            produce(connection, "t", -1, "kept");
        }
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            assertThat(fetch(connection, "t", 0, 0)).containsExactly("kept");
        }
    }

    @Test
    void shouldShareOneBrokerHoweverThePathIsWritten() throws Exception {
        Path nested = directory.resolve("a");
        Transport first = provider.open(nested.toString(), Map.of("embedded.num.partitions", "3"));
        Transport second = provider.open(directory + "/./a/../a", Map.of());
        try (Connection ofFirst = connect(first);
                Connection ofSecond = connect(second)) {
            createTopic(ofFirst, "t");
            first.close();
            assertThat(ofFirst.isOpen()).isFalse();
            MetadataRequest request = new MetadataRequest();
            request.topics().add(new MetadataRequest.MetadataRequestTopic().setName("t"));
            MetadataResponse metadata = (MetadataResponse) call(ofSecond, request, 9);
            assertThat(metadata.topics().get(0).partitions()).hasSize(3);
        } finally {
            first.close();
            second.close();
        }
        provider.open(nested.toString(), Map.of()).close(); // given back: it can be opened anew
    }

    @Test
    void shouldAnswerInOrderBehindAFetchThatWaits() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            createTopic(connection, "t");
            List<Integer> completed = new ArrayList<>();
            CompletableFuture<?> fetch = connection
                    .send(fetchRequest("t", 0, 300), (short) 12)
                    .thenAccept(response -> {
                        synchronized (completed) {
                            completed.add(1);
                        }
                    });
            CompletableFuture<?> metadata = connection
                    .send(new MetadataRequest().setTopics(List.of()), (short) 1)
                    .thenAccept(response -> {
                        synchronized (completed) {
                            completed.add(2);
                        }
                    });
            assertThat(metadata.isDone()).isFalse();
            CompletableFuture.allOf(fetch, metadata).get(20, TimeUnit.SECONDS);
            assertThat(completed).containsExactly(1, 2);
        }
    }

    @Test
    void shouldWakeAWaitingFetchOfAnotherConnection() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection reader = connect(transport);
                Connection writer = connect(transport)) {
            createTopic(writer, "t");
            CompletableFuture<ApiMessage> waiting = reader.send(fetchRequest("t", 0, 60_000), (short) 12);
            assertThat(waiting.isDone()).isFalse();
            produce(writer, "t", 1, "news");
            FetchResponse response = (FetchResponse) waiting.get(20, TimeUnit.SECONDS);
            assertThat(values(response)).containsExactly("news");
            response.release();
        }
    }

    @Test
    void shouldAnswerAcksZeroAtOnceAndEndTheConnectionWhenTheAppendFails() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            createTopic(connection, "t");
            produceRaw(connection, "t", 0, "unacknowledged");
            assertThat(connection.isOpen()).isTrue();
            produceRaw(connection, "missing", 0, "lost");
            connection.closed().get(10, TimeUnit.SECONDS);
            assertThatThrownBy(() -> call(connection, new ApiVersionsRequest(), 0))
                    .hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldFailWhatIsUnderWayWhenTheConnectionIsClosed() throws Exception {
        try (Transport transport = provider.open(directory.toString(), Map.of());
                Connection connection = connect(transport)) {
            createTopic(connection, "t");
            CompletableFuture<ApiMessage> waiting = connection.send(fetchRequest("t", 0, 60_000), (short) 12);
            connection.close();
            assertThatThrownBy(() -> waiting.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void shouldTellTheNearestKeyOfAMistypedOne() {
        assertThatThrownBy(() -> provider.open(directory.toString(), Map.of("embedded.num.partition", "3")))
                .hasMessageContaining("num.partitions");
    }

    private static Connection connect(Transport transport) throws Exception {
        return transport.connect("embedded", 0).get(10, TimeUnit.SECONDS);
    }

    private static ApiMessage call(Connection connection, ApiMessage request, int version) throws Exception {
        return connection.send(request, (short) version).get(20, TimeUnit.SECONDS);
    }

    private static void createTopic(Connection connection, String name) throws Exception {
        MetadataRequest request = new MetadataRequest().setAllowAutoTopicCreation(true);
        request.topics().add(new MetadataRequest.MetadataRequestTopic().setName(name));
        MetadataResponse response = (MetadataResponse) call(connection, request, 9);
        assertThat(response.topics().get(0).errorCode()).isEqualTo(ErrorCode.NONE.code());
        assertThat(response.brokers()).hasSize(1);
    }

    private static ProduceResponse.PartitionProduceResponse produce(
            Connection connection, String topic, int acks, String value) throws Exception {
        ProduceResponse response = produceRaw(connection, topic, acks, value);
        ProduceResponse.PartitionProduceResponse partition =
                response.responses().get(0).partitionResponses().get(0);
        assertThat(partition.errorCode()).isEqualTo(ErrorCode.NONE.code());
        return partition;
    }

    private static ProduceResponse produceRaw(Connection connection, String topic, int acks, String value)
            throws Exception {
        RecordBatchBuilder builder =
                new RecordBatchBuilder(PooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256);
        builder.append(System.currentTimeMillis(), null, value.getBytes(StandardCharsets.UTF_8), RecordHeader.NONE);
        ByteBuf batch = builder.build();
        ProduceRequest request = new ProduceRequest().setAcks((short) acks).setTimeoutMs(10_000);
        ProduceRequest.TopicProduceData data = new ProduceRequest.TopicProduceData().setName(topic);
        data.partitionData()
                .add(new ProduceRequest.PartitionProduceData().setIndex(0).setRecords(batch));
        request.topicData().add(data);
        try {
            return (ProduceResponse) call(connection, request, 9);
        } finally {
            assertThat(batch.refCnt()).isEqualTo(1); // still the caller's
            batch.release();
        }
    }

    private static List<String> fetch(Connection connection, String topic, long offset, int maxWaitMs)
            throws Exception {
        FetchResponse response = (FetchResponse) call(connection, fetchRequest(topic, offset, maxWaitMs), 12);
        try {
            return values(response);
        } finally {
            response.release();
        }
    }

    private static FetchRequest fetchRequest(String topic, long offset, int maxWaitMs) {
        FetchRequest request = new FetchRequest().setMaxWaitMs(maxWaitMs).setMinBytes(1);
        FetchRequest.FetchTopic wanted = new FetchRequest.FetchTopic().setTopic(topic);
        wanted.partitions()
                .add(new FetchRequest.FetchPartition()
                        .setPartition(0)
                        .setFetchOffset(offset)
                        .setPartitionMaxBytes(1 << 20));
        request.topics().add(wanted);
        return request;
    }

    private static List<String> values(FetchResponse response) {
        List<String> values = new ArrayList<>();
        for (RecordBatch batch :
                RecordBatches.of(response.responses().get(0).partitions().get(0).records())) {
            for (Record record : batch) {
                values.add(new String(record.valueBytes(), StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
