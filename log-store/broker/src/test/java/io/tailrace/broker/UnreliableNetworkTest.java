package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stock idempotent producer behind a network that loses answers. */
final class UnreliableNetworkTest {

    @TempDir
    Path directory;

    @Test
    void shouldStoreEachRecordOnceAndInOrderThoughAnswersAreLost() throws Exception {
        long seed = new Random().nextLong();
        int count = 3_000;
        try (CuttingProxy proxy = new CuttingProxy(seed);
                BrokerServer server = TestServers.start(
                        directory, Map.of("advertised.listeners", "PLAINTEXT://127.0.0.1:" + proxy.port()))) {
            // given: everybody is told the proxy's address
            proxy.start(server.endpoints().get(0).port());
            proxy.cutWithin(4_000);

            // when
            Map<String, Object> config = Map.of(
                    "linger.ms", 0,
                    "batch.size", 200, // many small requests, five of them under way
                    "reconnect.backoff.ms", 5,
                    "reconnect.backoff.max.ms", 20,
                    "retry.backoff.ms", 5,
                    "delivery.timeout.ms", 60_000);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            try (KafkaProducer<String, String> producer = StockClients.producer(server, config)) {
                for (int i = 0; i < count; i++) {
                    sent.add(producer.send(new ProducerRecord<>("once", 0, null, "value-" + i)));
                }
                for (int i = 0; i < count; i++) {
                    assertThat(sent.get(i).get().partition()).isZero();
                }
            }
            proxy.cutWithin(0);

            // then
            assertThat(proxy.cuts()).as("cuts, seed=%d", seed).isGreaterThan(3);
            try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "once", Map.of())) {
                TopicPartition partition = new TopicPartition("once", 0);
                consumer.assign(List.of(partition));
                List<ConsumerRecord<String, String>> records = StockClients.poll(consumer, count);
                assertThat(consumer.endOffsets(List.of(partition)))
                        .as("records in the log, seed=%d", seed)
                        .containsEntry(partition, (long) count);
                for (int i = 0; i < count; i++) {
                    assertThat(records.get(i).value()).isEqualTo("value-" + i);
                }
            }
        }
    }
}
