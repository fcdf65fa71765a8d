package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetOutOfRangeException;
import org.apache.kafka.common.errors.PolicyViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** DeleteRecords as Apache Kafka's admin client asks for it. */
final class DeleteRecordsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @TempDir
    Path directory;

    private static void fill(BrokerServer server, int count) throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>("t", 0, null, "value " + i)).get();
            }
        }
    }

    private static long delete(Admin admin, TopicPartition partition, long before) throws Exception {
        return admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(before)))
                .lowWatermarks()
                .get(partition)
                .get()
                .lowWatermark();
    }

    @Test
    void shouldDeleteAndStayDeletedThroughAKill() throws Exception {
        BrokerServer killed = TestServers.start(directory);
        try (Admin admin = StockClients.admin(killed)) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
            fill(killed, 20);
            assertThat(delete(admin, PARTITION, 5)).isEqualTo(5);
            assertThat(delete(admin, PARTITION, 3)).isEqualTo(5);
        }
        killed.abandon();
        try (BrokerServer server = TestServers.start(directory);
                Admin admin = StockClients.admin(server);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            consumer.assign(List.of(PARTITION));
            assertThat(consumer.beginningOffsets(List.of(PARTITION))).containsEntry(PARTITION, 5L);
            assertThat(StockClients.poll(consumer, 15))
                    .extracting(ConsumerRecord::offset)
                    .startsWith(5L)
                    .hasSize(15);
            assertThat(delete(admin, PARTITION, -1)).isEqualTo(20);
            assertThat(consumer.beginningOffsets(List.of(PARTITION))).containsEntry(PARTITION, 20L);
            fill(server, 1);
            assertThat(StockClients.poll(consumer, 1))
                    .extracting(ConsumerRecord::offset)
                    .containsExactly(20L);
        }
    }

    @Test
    void shouldSayWhyItCannotDelete() throws Exception {
        try (BrokerServer server = TestServers.start(directory);
                Admin admin = StockClients.admin(server)) {
            NewTopic compacted = new NewTopic("c", 1, (short) 1).configs(Map.of("cleanup.policy", "compact"));
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1), compacted))
                    .all()
                    .get();
            fill(server, 3);
            assertFails(admin, PARTITION, 4, OffsetOutOfRangeException.class);
            assertFails(admin, new TopicPartition("c", 0), 0, PolicyViolationException.class);
        }
    }

    private static void assertFails(
            Admin admin, TopicPartition partition, long before, Class<? extends Exception> cause) {
        assertThatThrownBy(() -> delete(admin, partition, before))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(cause);
    }
}
