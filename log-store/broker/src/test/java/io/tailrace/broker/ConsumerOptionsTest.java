package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a stock consumer can be told by configuration, as far as the broker has a part in it. */
final class ConsumerOptionsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    @TempDir
    Path directory;

    private BrokerServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServers.start(directory);
        create();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void shouldTellThatThereIsNoOffsetToBeginAt() throws Exception {
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("auto.offset.reset", "none"))) {
            consumer.assign(List.of(PARTITION));
            assertThatThrownBy(() -> StockClients.poll(consumer, 1)).isInstanceOf(NoOffsetForPartitionException.class);
            consumer.seek(PARTITION, 5);
            assertThatThrownBy(() -> StockClients.poll(consumer, 1)).isInstanceOf(OffsetOutOfRangeException.class);
        }
    }

    @Test
    void shouldBeginAtADurationAgo() throws Exception {
        long now = System.currentTimeMillis();
        produce(now - 7_200_000, "two hours old");
        produce(now - 1_800_000, "half an hour old");
        produce(now, "new");
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("auto.offset.reset", "by_duration:PT1H"))) {
            consumer.assign(List.of(PARTITION));
            assertThat(StockClients.poll(consumer, 2))
                    .extracting(ConsumerRecord::value)
                    .containsExactly("half an hour old", "new");
        }
    }

    @Test
    void shouldHoldAFetchUntilThereIsEnoughOrTheWaitIsOver() throws Exception {
        produce(System.currentTimeMillis(), "small");
        try (KafkaConsumer<String, String> consumer =
                consumer(Map.of("fetch.min.bytes", 100_000, "fetch.max.wait.ms", 900))) {
            consumer.assign(List.of(PARTITION));
            consumer.seek(PARTITION, 0);
            long start = System.nanoTime();
            assertThat(StockClients.poll(consumer, 1)).hasSize(1);
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(850L, 20_000L);
        }
    }

    @Test
    void shouldGiveARecordThatIsLargerThanEveryLimitOfTheFetch() throws Exception {
        String large = "x".repeat(500_000);
        produce(System.currentTimeMillis(), large);
        produce(System.currentTimeMillis(), "behind");
        Map<String, Object> limits = Map.of("max.partition.fetch.bytes", 1_000, "fetch.max.bytes", 2_000);
        try (KafkaConsumer<String, String> consumer = consumer(limits)) {
            consumer.assign(List.of(PARTITION));
            assertThat(StockClients.poll(consumer, 2))
                    .extracting(ConsumerRecord::value)
                    .containsExactly(large, "behind");
        }
    }

    @Test
    void shouldRefuseTheNewGroupProtocolAtOnceAndInWords() {
        for (String protocol : List.of("consumer", "CONSUMER")) {
            Map<String, Object> config = Map.of("group.protocol", protocol);
            try (KafkaConsumer<String, String> consumer = consumer(config)) {
                consumer.subscribe(List.of("t"));
                long start = System.nanoTime();
                assertThatThrownBy(() -> StockClients.poll(consumer, 1))
                        .isInstanceOf(UnsupportedVersionException.class)
                        .hasMessageContaining("group.protocol=classic");
                assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
            }
        }
    }

    @Test
    void shouldGoOnWithATopicThatIsDeletedAndMadeAnewUnderItsName() throws Exception {
        for (int i = 0; i < 10; i++) {
            produce(System.currentTimeMillis(), "old-" + i);
        }
        try (KafkaConsumer<String, String> consumer = consumer(Map.of("metadata.max.age.ms", 500));
                Admin admin = StockClients.admin(server)) {
            // given
            consumer.subscribe(List.of("t"));
            assertThat(StockClients.poll(consumer, 10)).hasSize(10);

            // when
            admin.deleteTopics(List.of("t")).all().get();
            consumer.poll(Duration.ofMillis(300));
            create();
            produce(System.currentTimeMillis(), "new-0");
            produce(System.currentTimeMillis(), "new-1");

            // then
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            StockClients.pollUntil(consumer, records, () -> records.size() >= 2);
            assertThat(records).extracting(ConsumerRecord::value).containsExactly("new-0", "new-1");
        }
    }

    private KafkaConsumer<String, String> consumer(Map<String, Object> config) {
        return StockClients.consumer(server, "options", config);
    }

    private void produce(long timestamp, String value) throws Exception {
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of("linger.ms", 0))) {
            producer.send(new ProducerRecord<>("t", 0, timestamp, null, value)).get();
        }
    }

    private void create() throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic("t", 1, (short) 1))).all().get();
        }
    }
}
