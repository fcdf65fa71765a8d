package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.storage.DirectoryLockedException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server keeps over a restart, clean or not. */
final class RestartTest {

    private static final TopicPartition PARTITION = new TopicPartition("kept", 0);

    @TempDir
    Path directory;

    @Test
    void shouldKeepEverythingOverACleanRestart() throws Exception {
        String clusterId;
        Uuid topicId;
        try (BrokerServer server = TestServers.start(directory)) {
            topicId = fill(server);
            clusterId = clusterId(server);
        }
        try (BrokerServer server = TestServers.start(directory)) {
            assertThat(clusterId(server)).isEqualTo(clusterId);
            check(server, topicId);
        }
    }

    @Test
    void shouldKeepEverythingAcknowledgedOverACrash() throws Exception {
        Uuid topicId;
        BrokerServer crashed = TestServers.start(directory);
        topicId = fill(crashed);
        crashed.abandon();
        try (BrokerServer server = TestServers.start(directory)) {
            check(server, topicId);
        }
    }

    @Test
    void shouldNotGiveOutAProducerIdTwice() throws Exception {
        long before;
        try (BrokerServer server = TestServers.start(directory)) {
            before = producerId(server);
        }
        try (BrokerServer server = TestServers.start(directory)) {
            assertThat(producerId(server)).isGreaterThan(before);
        }
    }

    @Test
    void shouldForgetADeletedTopicAndItsFiles() throws Exception {
        try (BrokerServer server = TestServers.start(directory)) {
            fill(server);
            try (Admin admin = StockClients.admin(server)) {
                admin.deleteTopics(List.of("kept")).all().get();
                assertThat(admin.listTopics().names().get()).doesNotContain("kept");
                admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1)))
                        .all()
                        .get();
            }
        }
        try (BrokerServer server = TestServers.start(directory);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "other", Map.of())) {
            assertThat(consumer.endOffsets(List.of(PARTITION))).containsEntry(PARTITION, 0L);
            // the group's offset went with the topic
            assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION)).isNull();
        }
    }

    @Test
    void shouldRefuseADirectoryThatIsInUse() {
        try (BrokerServer server = TestServers.start(directory)) {
            assertThat(server.openConnections()).isZero();
            assertThatThrownBy(() -> TestServers.start(directory))
                    .isInstanceOf(DirectoryLockedException.class)
                    .hasMessageContaining(directory.getFileName().toString());
        }
        TestServers.start(directory).close();
    }

    @Test
    void shouldRefuseTheDirectoryOfAnotherNode() {
        TestServers.start(directory).close();
        assertThatThrownBy(() -> TestServers.start(directory, Map.of("node.id", 7)))
                .hasMessageContaining("node.id=7")
                .hasMessageContaining("actual node.id=1");
    }

    private static Uuid fill(BrokerServer server) throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic("kept", 1, (short) 1).configs(Map.of("retention.ms", "123456789"))))
                    .all()
                    .get();
        }
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            for (int i = 0; i < 100; i++) {
                producer.send(new ProducerRecord<>("kept", 0, "k" + i, "v" + i)).get();
            }
        }
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "readers", Map.of())) {
            consumer.subscribe(List.of("kept"));
            assertThat(StockClients.poll(consumer, 100)).hasSize(100);
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(60, "note")));
        }
        try (Admin admin = StockClients.admin(server)) {
            return admin.describeTopics(List.of("kept"))
                    .allTopicNames()
                    .get()
                    .get("kept")
                    .topicId();
        }
    }

    private static void check(BrokerServer server, Uuid topicId) throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            assertThat(admin.describeTopics(List.of("kept"))
                            .allTopicNames()
                            .get()
                            .get("kept")
                            .topicId())
                    .isEqualTo(topicId);
            var resource = new org.apache.kafka.common.config.ConfigResource(
                    org.apache.kafka.common.config.ConfigResource.Type.TOPIC, "kept");
            assertThat(admin.describeConfigs(List.of(resource))
                            .all()
                            .get()
                            .get(resource)
                            .get("retention.ms")
                            .value())
                    .isEqualTo("123456789");
            assertThat(admin.listGroups().all().get())
                    .anyMatch(group -> group.groupId().equals("readers"));
        }
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "readers", Map.of())) {
            OffsetAndMetadata committed = consumer.committed(Set.of(PARTITION)).get(PARTITION);
            assertThat(committed.offset()).isEqualTo(60);
            assertThat(committed.metadata()).isEqualTo("note");
            consumer.subscribe(List.of("kept"));
            List<ConsumerRecord<String, String>> rest = StockClients.poll(consumer, 40);
            assertThat(rest).hasSize(40).first().satisfies(record -> {
                assertThat(record.offset()).isEqualTo(60);
                assertThat(record.value()).isEqualTo("v60");
            });
        }
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            assertThat(producer.send(new ProducerRecord<>("kept", 0, "k", "v"))
                            .get()
                            .offset())
                    .isEqualTo(100);
        }
    }

    private static String clusterId(BrokerServer server) throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static long producerId(BrokerServer server) throws Exception {
        try (RawConnection connection = new RawConnection(server)) {
            var response = (io.tailrace.protocol.message.InitProducerIdResponse) connection.call(
                    new io.tailrace.protocol.message.InitProducerIdRequest().setTransactionalId(null), 4);
            return response.producerId();
        }
    }
}
