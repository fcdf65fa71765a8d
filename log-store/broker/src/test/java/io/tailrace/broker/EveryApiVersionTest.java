package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.ApiVersionsResponse;
import io.tailrace.protocol.message.CreateTopicsRequest;
import io.tailrace.protocol.message.CreateTopicsResponse;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FetchResponse;
import io.tailrace.protocol.message.ListOffsetsRequest;
import io.tailrace.protocol.message.ListOffsetsResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.ProduceResponse;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordHeader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every served API in every version, on the wire. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EveryApiVersionTest {

    @TempDir
    static Path directory;

    private BrokerServer server;
    private UUID topicId;

    @BeforeAll
    void start() throws Exception {
        server = TestServers.start(directory);
        CreateTopicsRequest create = new CreateTopicsRequest();
        create.topics()
                .add(new CreateTopicsRequest.CreatableTopic()
                        .setName("raw")
                        .setNumPartitions(2)
                        .setReplicationFactor((short) 1));
        try (RawConnection connection = new RawConnection(server)) {
            CreateTopicsResponse created = (CreateTopicsResponse) connection.call(create, 7);
            assertThat(created.topics().get(0).errorCode()).isEqualTo(ErrorCode.NONE.code());
            topicId = created.topics().get(0).topicId();
        }
    }

    @AfterAll
    void stop() {
        server.close();
    }

    /** An API and one of its versions. */
    record Versioned(ApiKey api, short version) {
        @Override
        public String toString() {
            return api + " v" + version;
        }
    }

    List<Versioned> everyServedVersion() {
        List<Versioned> all = new ArrayList<>();
        server.broker().dispatcher().table().apis().forEach(served -> {
            for (int version = served.lowest(); version <= served.highest(); version++) {
                all.add(new Versioned(served.key(), (short) version));
            }
        });
        return all;
    }

    @ParameterizedTest
    @MethodSource("everyServedVersion")
    void shouldAnswerARequestOfDefaultsInEveryVersion(Versioned versioned) throws Exception {
        ApiMessage request = versioned.api.newRequest();
        if (request instanceof ProduceRequest produce) {
            produce.setAcks((short) 1);
        }
        if (request instanceof ApiVersionsRequest versions) {
            versions.setClientSoftwareName("raw").setClientSoftwareVersion("1");
        }
        try (RawConnection connection = new RawConnection(server)) {
            connection.call(request, versioned.version);
            // and the connection goes on
            connection.call(new MetadataRequest().setTopics(List.of()), 1);
        }
    }

    @Test
    void shouldServeTheWholeRangeOfKafka() {
        // the ranges of Apache Kafka 4.3.1 of the APIs that a client of a lone server needs
        assertThat(everyServedVersion())
                .extracting(Object::toString)
                .contains(
                        "PRODUCE v3",
                        "PRODUCE v13",
                        "FETCH v4",
                        "FETCH v18",
                        "LIST_OFFSETS v1",
                        "LIST_OFFSETS v11",
                        "METADATA v0",
                        "METADATA v13",
                        "OFFSET_COMMIT v2",
                        "OFFSET_COMMIT v10",
                        "OFFSET_FETCH v1",
                        "OFFSET_FETCH v10",
                        "FIND_COORDINATOR v0",
                        "FIND_COORDINATOR v6",
                        "JOIN_GROUP v0",
                        "JOIN_GROUP v9",
                        "HEARTBEAT v0",
                        "LEAVE_GROUP v0",
                        "SYNC_GROUP v0",
                        "LIST_GROUPS v0",
                        "API_VERSIONS v0",
                        "API_VERSIONS v4",
                        "CREATE_TOPICS v2",
                        "DELETE_TOPICS v1",
                        "INIT_PRODUCER_ID v0",
                        "DESCRIBE_CLUSTER v0",
                        "DESCRIBE_TOPIC_PARTITIONS v0");
    }

    @Test
    void shouldAdvertiseProduceFromZeroAndNothingUnserved() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            ApiVersionsResponse response = (ApiVersionsResponse) connection.call(
                    new ApiVersionsRequest().setClientSoftwareName("raw").setClientSoftwareVersion("1"), 3);
            assertThat(response.apiKeys())
                    .hasSameSizeAs(server.broker().dispatcher().table().apis());
            ApiVersionsResponse.ApiVersion produce = response.apiKeys().get(0);
            assertThat(produce.apiKey()).isEqualTo(ApiKey.PRODUCE.id());
            assertThat(produce.minVersion()).isZero();
            assertThat(produce.maxVersion()).isEqualTo((short) 13);
        }
    }

    @Test
    void shouldAnswerAnApiVersionsRequestFromTheFutureInVersionZero() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            byte[] future = RawConnection.frame(
                    9, new ApiVersionsRequest().setClientSoftwareName("raw").setClientSoftwareVersion("1"), 3);
            future[7] = 99; // the version: length (4), key (2), version (2)
            connection.sendBytes(future);
            ApiVersionsResponse response = (ApiVersionsResponse) connection.readResponse(9, ApiKey.API_VERSIONS, 0);
            assertThat(response.errorCode()).isEqualTo(ErrorCode.UNSUPPORTED_VERSION.code());
            assertThat(response.apiKeys()).isNotEmpty();
            connection.call(new MetadataRequest().setTopics(List.of()), 1);
        }
    }

    @Test
    void shouldProduceAndFetchTheSameBytesInEveryVersion() throws Exception {
        long expectedOffset = 0;
        try (RawConnection connection = new RawConnection(server)) {
            for (int version = 3; version <= 13; version++) {
                ByteBuf batch = batch("value-" + version);
                ProduceRequest produce =
                        new ProduceRequest().setAcks((short) -1).setTimeoutMs(10_000);
                ProduceRequest.TopicProduceData topic =
                        new ProduceRequest.TopicProduceData().setName("raw").setTopicId(topicId);
                topic.partitionData()
                        .add(new ProduceRequest.PartitionProduceData()
                                .setIndex(1)
                                .setRecords(batch));
                produce.topicData().add(topic);
                ProduceResponse produced = (ProduceResponse) connection.call(produce, version);
                ProduceResponse.PartitionProduceResponse answer =
                        produced.responses().get(0).partitionResponses().get(0);
                assertThat(answer.errorCode()).isEqualTo(ErrorCode.NONE.code());
                assertThat(answer.baseOffset()).isEqualTo(expectedOffset++); // property 14
                produce.release();
            }
            for (int version = 4; version <= 18; version++) {
                FetchResponse.PartitionData data = fetch(connection, version, 0);
                assertThat(data.errorCode()).isEqualTo(ErrorCode.NONE.code());
                assertThat(data.highWatermark()).isEqualTo(expectedOffset);
                int batches = 0;
                for (io.tailrace.protocol.record.RecordBatch batch : RecordBatches.of(data.records())) {
                    batch.ensureValid();
                    batches++;
                }
                assertThat(batches).isEqualTo(11);
            }
            for (int version = 1; version <= 11; version++) {
                ListOffsetsRequest list = new ListOffsetsRequest().setReplicaId(-1);
                ListOffsetsRequest.ListOffsetsTopic topic = new ListOffsetsRequest.ListOffsetsTopic().setName("raw");
                topic.partitions()
                        .add(new ListOffsetsRequest.ListOffsetsPartition()
                                .setPartitionIndex(1)
                                .setTimestamp(-1));
                list.topics().add(topic);
                ListOffsetsResponse listed = (ListOffsetsResponse) connection.call(list, version);
                assertThat(listed.topics().get(0).partitions().get(0).offset()).isEqualTo(expectedOffset);
            }
        }
    }

    @Test
    void shouldTellKafkasErrorsOfUnknownTopics() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            MetadataRequest byId = new MetadataRequest();
            byId.topics()
                    .add(new MetadataRequest.MetadataRequestTopic()
                            .setName(null)
                            .setTopicId(new UUID(4, 2)));
            assertThat(((MetadataResponse) connection.call(byId, 12))
                            .topics()
                            .get(0)
                            .errorCode())
                    .isEqualTo(ErrorCode.UNKNOWN_TOPIC_ID.code());
            assertThat(metadataError(connection, "not-there", false)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
            assertThat(metadataError(connection, "not valid!", true)).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
            assertThat(metadataError(connection, "made", true)).isEqualTo(ErrorCode.NONE);
        }
    }

    @Test
    void shouldListNoTopicsForAnEmptyListAndAllForNull() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            MetadataRequest none = new MetadataRequest().setTopics(List.of());
            assertThat(((MetadataResponse) connection.call(none, 0)).topics()).isNotEmpty(); // v0: empty means all
            assertThat(((MetadataResponse) connection.call(none, 1)).topics()).isEmpty();
            assertThat(((MetadataResponse) connection.call(new MetadataRequest().setTopics(null), 1)).topics())
                    .isNotEmpty();
        }
    }

    @Test
    void shouldCheckTheLeaderEpochOfAFetch() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(fetch(connection, 12, 1_000).errorCode()).isEqualTo(ErrorCode.UNKNOWN_LEADER_EPOCH.code());
        }
    }

    private static ErrorCode metadataError(RawConnection connection, String topic, boolean create) throws Exception {
        MetadataRequest request = new MetadataRequest().setAllowAutoTopicCreation(create);
        request.topics().add(new MetadataRequest.MetadataRequestTopic().setName(topic));
        return ErrorCode.forCode(
                ((MetadataResponse) connection.call(request, 9)).topics().get(0).errorCode());
    }

    private FetchResponse.PartitionData fetch(RawConnection connection, int version, int leaderEpoch) throws Exception {
        FetchRequest request =
                new FetchRequest().setMaxWaitMs(100).setMinBytes(1).setMaxBytes(1 << 20);
        FetchRequest.FetchTopic topic =
                new FetchRequest.FetchTopic().setTopic("raw").setTopicId(topicId);
        topic.partitions()
                .add(new FetchRequest.FetchPartition()
                        .setPartition(1)
                        .setCurrentLeaderEpoch(version >= 9 ? leaderEpoch : -1)
                        .setPartitionMaxBytes(1 << 20));
        request.topics().add(topic);
        FetchResponse response = (FetchResponse) connection.call(request, version);
        return response.responses().get(0).partitions().get(0);
    }

    private static ByteBuf batch(String value) {
        RecordBatchBuilder builder =
                new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 256);
        builder.append(
                System.currentTimeMillis(),
                null,
                value.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                RecordHeader.NONE);
        return builder.build();
    }
}
