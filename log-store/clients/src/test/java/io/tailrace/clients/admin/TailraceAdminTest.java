package io.tailrace.clients.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicCollection;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.Uuid;
import io.tailrace.common.config.ConfigException;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.common.errors.GroupIdNotFoundException;
import io.tailrace.common.errors.InvalidTopicException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.errors.TopicExistsException;
import io.tailrace.common.errors.UnknownTopicOrPartitionException;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every call against a real Apache Kafka broker. */
class TailraceAdminTest {

    private static KafkaBrokerFixture kafka;
    private static Admin admin;

    @BeforeAll
    static void start() throws Exception {
        kafka = KafkaBrokerFixture.start();
        admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    }

    @AfterAll
    static void stop() throws Exception {
        admin.close();
        kafka.close();
    }

    @Test
    void shouldMakeDescribeGrowAndDeleteTopics() throws Exception {
        CreateTopicsResult made = admin.createTopics(
                List.of(new NewTopic("grown", 2, (short) 1).configs(Map.of("retention.ms", "12345"))));
        made.all().get();
        Uuid id = made.topicId("grown").get();
        assertThat(made.numPartitions("grown").get()).isEqualTo(2);
        assertThat(made.config("grown").get().get("retention.ms").value()).isEqualTo("12345");

        admin.createPartitions(Map.of("grown", NewPartitions.increaseTo(5)))
                .all()
                .get();

        TopicDescription byName =
                admin.describeTopics(List.of("grown")).allTopicNames().get().get("grown");
        TopicDescription byId = admin.describeTopics(TopicCollection.ofTopicIds(List.of(id)))
                .allTopicIds()
                .get()
                .get(id);
        assertThat(byName).isEqualTo(byId);
        assertThat(byName.partitions())
                .hasSize(5)
                .allSatisfy(partition -> assertThat(partition.leader()).isNotNull());
        assertThat(admin.listTopics().names().get()).contains("grown");

        admin.deleteTopics(TopicCollection.ofTopicIds(List.of(id))).all().get();
        assertThat(admin.listTopics().names().get()).doesNotContain("grown");
    }

    @Test
    void shouldFailPerTopicWithTheBrokersReason() throws Exception {
        admin.createTopics(List.of(new NewTopic("twice", 1, (short) 1))).all().get();

        CreateTopicsResult again = admin.createTopics(
                List.of(new NewTopic("twice", 1, (short) 1), new NewTopic("not a name", 1, (short) 1)));

        assertCause(() -> again.values().get("twice").get(), TopicExistsException.class);
        assertCause(() -> again.values().get("not a name").get(), InvalidTopicException.class);
        assertCause(
                () -> admin.describeTopics(List.of("none")).allTopicNames().get(),
                UnknownTopicOrPartitionException.class);
        assertCause(() -> admin.deleteTopics(List.of("none")).all().get(), UnknownTopicOrPartitionException.class);
    }

    @Test
    void shouldReadAndChangeSettings() throws Exception {
        admin.createTopics(List.of(new NewTopic("set", 1, (short) 1))).all().get();
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "set");

        admin.incrementalAlterConfigs(Map.of(
                        topic,
                        List.of(new AlterConfigOp(
                                new ConfigEntry("max.message.bytes", "5000"), AlterConfigOp.OpType.SET))))
                .all()
                .get();

        // Kafka's controller answers before its broker has heard of the change.
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            Config config = admin.describeConfigs(List.of(topic)).all().get().get(topic);
            assertThat(config.get("max.message.bytes").value()).isEqualTo("5000");
            assertThat(config.get("max.message.bytes").source())
                    .isEqualTo(ConfigEntry.ConfigSource.DYNAMIC_TOPIC_CONFIG);
            assertThat(config.get("retention.ms").isDefault()).isTrue();
        });
    }

    @Test
    void shouldLookUpOffsetsAndDeleteRecords() throws Exception {
        admin.createTopics(List.of(new NewTopic("offsets", 1, (short) 1))).all().get();
        TopicPartition partition = new TopicPartition("offsets", 0);
        produce("offsets", 1000L, 3000L, 2000L);

        assertThat(offset(partition, OffsetSpec.earliest())).isZero();
        assertThat(offset(partition, OffsetSpec.latest())).isEqualTo(3);
        assertThat(offset(partition, OffsetSpec.forTimestamp(1500))).isEqualTo(1);
        assertThat(offset(partition, OffsetSpec.forTimestamp(5000))).isEqualTo(-1);
        assertThat(offset(partition, OffsetSpec.maxTimestamp())).isEqualTo(1);

        DeletedRecords deleted = admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(2)))
                .lowWatermarks()
                .get(partition)
                .get();
        assertThat(deleted.lowWatermark()).isEqualTo(2);
        assertThat(offset(partition, OffsetSpec.earliest())).isEqualTo(2);
    }

    @Test
    void shouldDescribeTheCluster() throws Exception {
        DescribeClusterResult cluster = admin.describeCluster();

        assertThat(cluster.nodes().get()).hasSize(1);
        assertThat(cluster.clusterId().get()).isNotBlank();
        assertThat(cluster.controller().get()).isNotNull();
    }

    @Test
    void shouldSetReadAndDeleteOffsetsOfAGroup() throws Exception {
        admin.createTopics(List.of(new NewTopic("committed", 2, (short) 1)))
                .all()
                .get();
        TopicPartition first = new TopicPartition("committed", 0);
        TopicPartition second = new TopicPartition("committed", 1);
        produce("committed", 1L, 2L);

        admin.alterConsumerGroupOffsets(
                        "resetter", Map.of(first, new OffsetAndMetadata(1, "why"), second, new OffsetAndMetadata(0)))
                .all()
                .get();

        assertThat(admin.listConsumerGroupOffsets("resetter")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .containsEntry(first, new OffsetAndMetadata(1, "why"))
                .containsEntry(second, new OffsetAndMetadata(0));
        admin.deleteConsumerGroupOffsets("resetter", Set.of(second)).all().get();
        assertThat(admin.listConsumerGroupOffsets("resetter")
                        .partitionsToOffsetAndMetadata()
                        .get())
                .containsOnlyKeys(first);
        admin.deleteConsumerGroups(List.of("resetter")).all().get();
        assertThat(admin.listGroups().all().get())
                .noneMatch(group -> group.groupId().equals("resetter"));
        assertCause(() -> admin.deleteConsumerGroups(List.of("resetter")).all().get(), GroupIdNotFoundException.class);
    }

    @Test
    void shouldDescribeAGroupWithItsMembers() throws Exception {
        admin.createTopics(List.of(new NewTopic("read", 3, (short) 1))).all().get();
        Map<String, Object> config =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "group.id", "readers", "client.id", "reader");
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("read"));
            while (consumer.assignment().isEmpty()) {
                consumer.poll(Duration.ofMillis(100));
            }

            ConsumerGroupDescription group =
                    admin.describeConsumerGroups(List.of("readers")).all().get().get("readers");

            assertThat(group.groupState().toString()).isEqualTo("Stable");
            assertThat(group.members()).singleElement().satisfies(member -> {
                assertThat(member.clientId()).isEqualTo("reader");
                assertThat(member.assignment().topicPartitions()).hasSize(3);
            });
            assertThat(admin.listConsumerGroups().all().get())
                    .anyMatch(listing -> listing.groupId().equals("readers") && !listing.isSimpleConsumerGroup());
        }
    }

    @Test
    void shouldTimeOutWhereNobodyAnswers() {
        try (Admin nobody = Admin.create(Map.of(
                "bootstrap.servers", "127.0.0.1:1", "default.api.timeout.ms", "500", "request.timeout.ms", "200"))) {
            assertThatThrownBy(() -> nobody.listTopics().names().get())
                    .cause()
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining("500 ms");
        }
    }

    @Test
    void shouldNameTheNearestKeyWhenOneIsMistyped() {
        assertThatThrownBy(() -> Admin.create(Map.of("bootstrap.servers", "127.0.0.1:1", "request.timout.ms", "1")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("request.timeout.ms");
    }

    private static long offset(TopicPartition partition, OffsetSpec spec) throws Exception {
        return admin.listOffsets(Map.of(partition, spec))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private static void produce(String topic, Long... timestamps) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            for (Long timestamp : timestamps) {
                producer.send(new ProducerRecord<>(topic, 0, timestamp, null, "value"))
                        .get();
            }
        }
    }

    private static void assertCause(
            org.assertj.core.api.ThrowableAssert.ThrowingCallable call, Class<? extends Throwable> cause) {
        assertThatThrownBy(call).isInstanceOf(ExecutionException.class).cause().isInstanceOf(cause);
    }
}
