package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DescribeClusterRequest;
import io.tailrace.protocol.message.DescribeClusterResponse;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Topics, configurations, groups and offsets through Apache Kafka's own admin client. */
final class AdminTest {

    @TempDir
    Path directory;

    private BrokerServer server;
    private Admin admin;

    @BeforeEach
    void start() {
        server = TestServers.start(directory);
        admin = StockClients.admin(server);
    }

    @AfterEach
    void stop() {
        admin.close();
        server.close();
    }

    @Test
    void shouldCreateDescribeGrowAndDeleteTopics() throws Exception {
        // when
        var created = admin.createTopics(
                List.of(new NewTopic("t", 2, (short) 1).configs(Map.of("cleanup.policy", "compact,delete"))));
        created.all().get();

        // then
        assertThat(created.numPartitions("t").get()).isEqualTo(2);
        assertThat(created.config("t").get().get("cleanup.policy").value()).isEqualTo("compact,delete");
        TopicDescription described = admin.describeTopics(
                        List.of("t"), new DescribeTopicsOptions().includeAuthorizedOperations(true))
                .allTopicNames()
                .get()
                .get("t");
        assertThat(described.partitions()).hasSize(2);
        assertThat(described.authorizedOperations()).contains(AclOperation.READ, AclOperation.WRITE);
        assertThat(described.topicId()).isEqualTo(created.topicId("t").get());
        var byId = admin.describeTopics(TopicCollection.ofTopicIds(List.of(described.topicId())));
        assertThat(byId.allTopicIds().get()).hasSize(1);

        admin.createPartitions(Map.of("t", NewPartitions.increaseTo(5))).all().get();
        assertThat(admin.describeTopics(List.of("t"))
                        .allTopicNames()
                        .get()
                        .get("t")
                        .partitions())
                .hasSize(5);
        failsWith(
                InvalidPartitionsException.class,
                () -> admin.createPartitions(Map.of("t", NewPartitions.increaseTo(3)))
                        .all()
                        .get());

        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(described.topicId())))
                .all()
                .get();
        assertThat(admin.listTopics().names().get()).isEmpty();
        failsWith(
                UnknownTopicOrPartitionException.class,
                () -> admin.deleteTopics(List.of("t")).all().get());
    }

    @Test
    void shouldRefuseTopicsThatCannotBe() {
        failsWith(InvalidTopicException.class, () -> create(new NewTopic("no spaces", 1, (short) 1)));
        failsWith(InvalidTopicException.class, () -> create(new NewTopic("..", 1, (short) 1)));
        failsWith(InvalidPartitionsException.class, () -> create(new NewTopic("t", 0, (short) 1)));
        failsWith(InvalidReplicationFactorException.class, () -> create(new NewTopic("t", 1, (short) 3)));
        assertThatThrownBy(() -> create(new NewTopic("t", 1, (short) 1).configs(Map.of("retention.sm", "1"))))
                .hasCauseInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("retention.ms"); // names the nearest known key
        failsWith(
                InvalidConfigurationException.class,
                () -> create(new NewTopic("t", 1, (short) 1).configs(Map.of("retention.ms", "soon"))));
    }

    @Test
    void shouldValidateWithoutCreatingAndRefuseWhatExists() throws Exception {
        admin.createTopics(List.of(new NewTopic("t", 1, (short) 1)), new CreateTopicsOptions().validateOnly(true))
                .all()
                .get();
        assertThat(admin.listTopics().names().get()).isEmpty();
        create(new NewTopic("t", Map.of(0, List.of(1), 1, List.of(1))));
        assertThat(admin.describeTopics(List.of("t"))
                        .allTopicNames()
                        .get()
                        .get("t")
                        .partitions())
                .hasSize(2);
        failsWith(TopicExistsException.class, () -> create(new NewTopic("t", 1, (short) 1)));
    }

    @Test
    void shouldChangeAndDescribeConfigurations() throws Exception {
        create(new NewTopic("t", 1, (short) 1));
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "t");
        assertThat(entry(topic, "retention.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DEFAULT_CONFIG);
        assertThat(entry(topic, "durability").value()).isEqualTo("fsync");

        alter(topic, new AlterConfigOp(new ConfigEntry("retention.ms", "5000"), AlterConfigOp.OpType.SET));
        alter(topic, new AlterConfigOp(new ConfigEntry("cleanup.policy", "compact"), AlterConfigOp.OpType.APPEND));
        assertThat(entry(topic, "retention.ms").value()).isEqualTo("5000");
        assertThat(entry(topic, "retention.ms").source()).isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
        assertThat(entry(topic, "cleanup.policy").value()).isEqualTo("delete,compact");

        alter(topic, new AlterConfigOp(new ConfigEntry("retention.ms", ""), AlterConfigOp.OpType.DELETE));
        assertThat(entry(topic, "retention.ms").value()).isEqualTo("604800000");
        failsWith(
                InvalidConfigurationException.class,
                () -> alter(topic, new AlterConfigOp(new ConfigEntry("x", "1"), AlterConfigOp.OpType.SET)));

        ConfigResource broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        assertThat(entry(broker, "log.dirs").source()).isEqualTo(ConfigEntry.ConfigSource.STATIC_BROKER_CONFIG);
        assertThat(entry(broker, "num.partitions").isReadOnly()).isTrue();
    }

    @Test
    void shouldDescribeTheCluster() throws Exception {
        var cluster = admin.describeCluster(new DescribeClusterOptions().includeAuthorizedOperations(true));
        assertThat(cluster.clusterId().get()).hasSize(22);
        assertThat(cluster.nodes().get())
                .singleElement()
                .satisfies(node -> assertThat(node.port())
                        .isEqualTo(server.endpoints().get(0).port()));
        assertThat(cluster.authorizedOperations().get()).contains(AclOperation.CREATE);
    }

    @Test
    void shouldTellEndpointsThatAreElsewhereFromThoseThatNobodyHas() throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            assertThat(errorOfEndpointType(connection, 2)).isEqualTo(ErrorCode.MISMATCHED_ENDPOINT_TYPE);
            assertThat(errorOfEndpointType(connection, 9)).isEqualTo(ErrorCode.UNSUPPORTED_ENDPOINT_TYPE);
        }
    }

    private static ErrorCode errorOfEndpointType(RawConnection connection, int type) throws Exception {
        DescribeClusterRequest request = new DescribeClusterRequest().setEndpointType((byte) type);
        return ErrorCode.forCode(((DescribeClusterResponse) connection.call(request, 1)).errorCode());
    }

    @Test
    void shouldListOffsetsAndDeleteRecords() throws Exception {
        create(new NewTopic("t", 1, (short) 1));
        TopicPartition partition = new TopicPartition("t", 0);
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            for (int i = 0; i < 10; i++) {
                producer.send(new ProducerRecord<>("t", 0, 1_000_000L + (i == 4 ? 500 : i), "k", "v"))
                        .get();
            }
        }
        assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(10);
        assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(4);
        assertThat(offset(partition, OffsetSpec.earliestLocal())).isZero();
        assertThat(offset(partition, OffsetSpec.latestTiered())).isEqualTo(-1);

        admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(6)))
                .all()
                .get();
        assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(6);
        assertThat(listed(partition, OffsetSpec.earliest()).leaderEpoch())
                .isPresent()
                .isEqualTo(listed(partition, OffsetSpec.latest()).leaderEpoch());
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(StockClients.poll(consumer, 4))
                    .first()
                    .satisfies(record -> assertThat(record.offset()).isEqualTo(6));
        }
    }

    @Test
    void shouldListDescribeAndDeleteGroups() throws Exception {
        create(new NewTopic("t", 1, (short) 1));
        TopicPartition partition = new TopicPartition("t", 0);
        try (KafkaConsumer<String, String> consumer =
                StockClients.consumer(server, "g", Map.of("client.id", "the-client"))) {
            consumer.subscribe(List.of("t"));
            org.awaitility.Awaitility.await().until(() -> {
                consumer.poll(java.time.Duration.ofMillis(50));
                return !consumer.assignment().isEmpty();
            });
            consumer.commitSync(Map.of(partition, new OffsetAndMetadata(0)));
            ConsumerGroupDescription group =
                    admin.describeConsumerGroups(List.of("g")).all().get().get("g");
            assertThat(group.groupState()).isEqualTo(GroupState.STABLE);
            assertThat(group.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("the-client");
                assertThat(member.host()).isEqualTo("/127.0.0.1");
                assertThat(member.assignment().topicPartitions()).containsExactly(partition);
            });
        }
        assertThat(admin.listGroups().all().get())
                .singleElement()
                .satisfies(group -> assertThat(group.groupId()).isEqualTo("g"));
        assertThat(admin.listConsumerGroupOffsets("g")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .containsKey(partition);
        admin.alterConsumerGroupOffsets("g", Map.of(partition, new OffsetAndMetadata(0)))
                .all()
                .get();
        admin.deleteConsumerGroupOffsets("g", Set.of(partition)).all().get();
        assertThat(admin.listConsumerGroupOffsets("g")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .isEmpty();
        admin.alterConsumerGroupOffsets("h", Map.of(partition, new OffsetAndMetadata(0)))
                .all()
                .get();
        admin.deleteConsumerGroups(List.of("h")).all().get();
        failsWith(
                GroupIdNotFoundException.class,
                () -> admin.deleteConsumerGroups(List.of("h")).all().get());
    }

    @Test
    void shouldTellATransactionalProducerAtOnceThatTransactionsAreNotServed() {
        try (KafkaProducer<String, String> producer =
                StockClients.producer(server, Map.of("transactional.id", "tx", "max.block.ms", 20_000))) {
            long start = System.nanoTime();
            assertThatThrownBy(producer::initTransactions).isInstanceOf(KafkaException.class);
            assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
        }
    }

    private interface Action {
        void run() throws Exception;
    }

    private static void failsWith(Class<? extends Throwable> cause, Action action) {
        assertThatThrownBy(action::run).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(cause);
    }

    private void create(NewTopic topic) throws Exception {
        admin.createTopics(List.of(topic)).all().get();
    }

    private void alter(ConfigResource resource, AlterConfigOp op) throws Exception {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = Map.of(resource, List.of(op));
        admin.incrementalAlterConfigs(changes).all().get();
    }

    private ConfigEntry entry(ConfigResource resource, String key) throws Exception {
        Config config = admin.describeConfigs(List.of(resource)).all().get().get(resource);
        return config.get(key);
    }

    private long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return listed(partition, spec).offset();
    }

    private ListOffsetsResultInfo listed(TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get();
    }
}
