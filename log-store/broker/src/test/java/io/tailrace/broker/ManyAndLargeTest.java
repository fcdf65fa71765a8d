package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stock clients with records as large, and topics as many, as they come. */
final class ManyAndLargeTest {

    private static final int MAX_MESSAGE_BYTES = 1_048_588;
    private static final int BATCH_HEADER_BYTES = 61;
    private static final int RECORD_OVERHEAD_BYTES =
            11; // lengths and deltas around a value of that size, without a key

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
    void shouldTakeABatchOfTheLargestSizeAndRefuseOneByteMore() throws Exception {
        Map<String, Object> config =
                Map.of("max.request.size", 8 << 20, "buffer.memory", 64 << 20, "batch.size", 0, "acks", "all");
        int largest = MAX_MESSAGE_BYTES - BATCH_HEADER_BYTES - RECORD_OVERHEAD_BYTES;
        try (KafkaProducer<String, String> producer = StockClients.producer(server, config);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            producer.send(new ProducerRecord<>("large", 0, null, text(largest))).get();
            producer.send(new ProducerRecord<>("large", 0, null, text(largest))).get();
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("large", 0, null, text(largest + 1)))
                            .get())
                    .hasCauseInstanceOf(RecordTooLargeException.class);
            producer.send(new ProducerRecord<>("large", 0, null, "small")).get();

            consumer.assign(List.of(new TopicPartition("large", 0)));
            assertThat(StockClients.poll(consumer, 3))
                    .extracting(record -> record.value().length())
                    .containsExactly(largest, largest, 5);
        }
    }

    @Test
    void shouldTakeLargeRecordsWhereTheTopicAllowsThem() throws Exception {
        admin.createTopics(List.of(new NewTopic("huge", 1, (short) 1)
                        .configs(Map.of("max.message.bytes", Integer.toString(30 << 20)))))
                .all()
                .get();
        Map<String, Object> config =
                Map.of("max.request.size", 40 << 20, "buffer.memory", 64 << 20, "delivery.timeout.ms", 60_000);
        try (KafkaProducer<String, String> producer = StockClients.producer(server, config);
                KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of())) {
            String value = text(20 << 20);
            producer.send(new ProducerRecord<>("huge", 0, null, value)).get();
            consumer.assign(List.of(new TopicPartition("huge", 0)));
            assertThat(StockClients.poll(consumer, 1).get(0).value()).isEqualTo(value);
        }
    }

    @Test
    void shouldServeFiveHundredTopicsOfTwoPartitions() throws Exception {
        // given
        List<NewTopic> topics = new ArrayList<>();
        Set<String> names = new TreeSet<>();
        for (int i = 0; i < 500; i++) {
            topics.add(new NewTopic("many-" + i, 2, (short) 1).configs(Map.of("durability", "os")));
            names.add("many-" + i);
        }

        // when
        admin.createTopics(topics).all().get();

        // then
        assertThat(admin.listTopics().names().get()).isEqualTo(names);
        Map<String, TopicDescription> described =
                admin.describeTopics(names).allTopicNames().get();
        assertThat(described.values())
                .hasSize(500)
                .allSatisfy(topic -> assertThat(topic.partitions()).hasSize(2));
        try (KafkaProducer<String, String> producer = StockClients.producer(server, Map.of())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String name : names) {
                sent.add(producer.send(new ProducerRecord<>(name, 1, null, name)));
            }
            for (Future<RecordMetadata> future : sent) {
                assertThat(future.get().offset()).isZero();
            }
        }
        Map<TopicPartition, OffsetSpec> latest = new java.util.HashMap<>();
        names.forEach(name -> {
            latest.put(new TopicPartition(name, 0), OffsetSpec.latest());
            latest.put(new TopicPartition(name, 1), OffsetSpec.latest());
        });
        admin.listOffsets(latest)
                .all()
                .get()
                .forEach((partition, end) -> assertThat(end.offset()).isEqualTo(partition.partition()));
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "all", Map.of())) {
            consumer.subscribe(Pattern.compile("many-.*"));
            assertThat(StockClients.poll(consumer, 500))
                    .extracting(ConsumerRecord::value)
                    .containsExactlyInAnyOrderElementsOf(names);
            consumer.commitSync();
        }
        admin.deleteTopics(names).all().get();
        assertThat(admin.listTopics().names().get()).isEmpty();
    }

    private static String text(int length) {
        StringBuilder text = new StringBuilder(length);
        Random random = new Random(7);
        for (int i = 0; i < length; i++) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }
}
