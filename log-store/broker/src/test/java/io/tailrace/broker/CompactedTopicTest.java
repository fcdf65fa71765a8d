package io.tailrace.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compacted topics as stock clients see them: a table that an application rebuilds itself from, and the one of group offsets. */
@SuppressWarnings("FutureReturnValueIgnored") // flushing a producer waits for what was sent
final class CompactedTopicTest {

    private static final Map<String, Object> EAGER =
            Map.of("log.cleaner.backoff.ms", 20, "log.cleaner.threads", 2, "offsets.topic.num.partitions", 1);
    private static final Map<String, String> TABLE = Map.of(
            "cleanup.policy", "compact",
            "segment.ms", "50",
            "min.cleanable.dirty.ratio", "0.01",
            "delete.retention.ms", "0",
            "file.delete.delay.ms", "0");
    private static final TopicPartition PARTITION = new TopicPartition("table", 0);
    private static final int KEYS = 10;

    @TempDir
    Path directory;

    @Test
    void shouldLeaveTheLastValueOfEachKeyToWhoeverReadsFromTheStart() throws Exception {
        BrokerServer server = TestServers.start(directory, EAGER);
        create(server, TABLE);
        Map<String, String> expected = new TreeMap<>();
        try (KafkaProducer<String, String> producer =
                StockClients.producer(server, Map.of("compression.type", "lz4"))) {
            for (int i = 0; i < 400; i++) {
                String key = "k" + i % KEYS;
                String value = i % 7 == 0 ? null : "v" + i;
                producer.send(new ProducerRecord<>("table", 0, 1_000_000L + 20L * i, key, value));
                expected.put(key, value);
            }
            producer.flush();
            // So that what precedes is no longer in the active segment.
            producer.send(new ProducerRecord<>("table", 0, 2_000_000L, "last", "1"))
                    .get();
            expected.put("last", "1");

            List<ConsumerRecord<String, String>> left =
                    readUntil(server, PARTITION, records -> records.size() <= KEYS + 1);
            assertThat(table(left)).isEqualTo(withoutDeleted(expected));

            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("table", "no key"))
                            .get())
                    .hasCauseInstanceOf(InvalidRecordException.class);
        }
        server.abandon();
        try (BrokerServer restarted = TestServers.start(directory, EAGER)) {
            assertThat(table(readUntil(restarted, PARTITION, records -> true))).isEqualTo(withoutDeleted(expected));
        }
    }

    @Test
    void shouldTellARecordThatIsRefusedFromThoseThatTravelledWithIt() throws Exception {
        try (BrokerServer server = TestServers.start(directory, EAGER);
                KafkaProducer<String, String> producer =
                        StockClients.producer(server, Map.of("linger.ms", 5_000, "compression.type", "zstd"))) {
            create(server, TABLE);
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            for (String key : Arrays.asList("a", null, "b")) {
                sent.add(producer.send(new ProducerRecord<>("table", 0, key, "v")));
            }
            producer.flush();

            assertThatThrownBy(() -> sent.get(1).get())
                    .hasCauseInstanceOf(InvalidRecordException.class)
                    .hasMessageContaining("expected a key");
            for (int neighbour : List.of(0, 2)) {
                assertThatThrownBy(() -> sent.get(neighbour).get())
                        .hasMessageContaining("because it was part of a batch");
            }
        }
    }

    @Test
    void shouldCompactTheOffsetsOfGroupsAndFindThemAgain() throws Exception {
        BrokerServer server = TestServers.start(directory, EAGER);
        create(server, Map.of());
        TopicPartition offsets = new TopicPartition("__consumer_offsets", 0);
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "g", Map.of());
                Admin admin = StockClients.admin(server)) {
            consumer.assign(Set.of(PARTITION));
            consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(0)));
            configure(admin, offsets.topic(), Map.of("segment.ms", "1", "min.cleanable.dirty.ratio", "0.01"));
            for (int i = 1; i <= 80; i++) {
                consumer.commitSync(Map.of(PARTITION, new OffsetAndMetadata(i, "commit " + i)));
            }
        }
        List<ConsumerRecord<String, String>> left = readUntil(server, offsets, records -> records.size() < 20);
        assertThat(left.get(left.size() - 1).offset()).isGreaterThanOrEqualTo(80);
        server.abandon();
        try (BrokerServer restarted = TestServers.start(directory, EAGER);
                KafkaConsumer<String, String> consumer = StockClients.consumer(restarted, "g", Map.of())) {
            assertThat(consumer.committed(Set.of(PARTITION)).get(PARTITION))
                    .isEqualTo(new OffsetAndMetadata(80, "commit 80"));
        }
    }

    @Test
    void shouldTakeEveryPolicyAndRefuseContradictions() throws Exception {
        try (BrokerServer server = TestServers.start(directory, EAGER);
                Admin admin = StockClients.admin(server)) {
            create(server, TABLE);
            for (String policy : List.of("delete", "compact,delete", "", "none", "compact")) {
                configure(admin, "table", Map.of("cleanup.policy", policy));
                ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "table");
                assertThat(admin.describeConfigs(List.of(resource))
                                .all()
                                .get()
                                .get(resource)
                                .get("cleanup.policy")
                                .value())
                        .isEqualTo(policy);
            }
            for (Map<String, String> wrong : List.of(
                    Map.of("cleanup.policy", "compact,none"),
                    Map.of("min.compaction.lag.ms", "10", "max.compaction.lag.ms", "9"),
                    Map.of("min.cleanable.dirty.ratio", "1.5"))) {
                assertThatThrownBy(() -> configure(admin, "table", wrong))
                        .as(wrong.toString())
                        .hasCauseInstanceOf(InvalidConfigurationException.class);
            }
        }
    }

    private static void create(BrokerServer server, Map<String, String> configs) throws Exception {
        try (Admin admin = StockClients.admin(server)) {
            admin.createTopics(List.of(new NewTopic("table", 1, (short) 1).configs(configs)))
                    .all()
                    .get();
        }
    }

    private static void configure(Admin admin, String topic, Map<String, String> configs) throws Exception {
        Collection<AlterConfigOp> changes = configs.entrySet().stream()
                .map(entry ->
                        new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), changes))
                .all()
                .get();
    }

    /** Reads all of a partition again and again until it is as it should be; gives up after as long as a poll of clients may take. */
    private static List<ConsumerRecord<String, String>> readUntil(
            BrokerServer server, TopicPartition partition, Predicate<List<ConsumerRecord<String, String>>> done) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = StockClients.consumer(server, "reader", Map.of())) {
            consumer.assign(Set.of(partition));
            StockClients.pollUntil(consumer, new ArrayList<>(), () -> {
                records.clear();
                consumer.seekToBeginning(Set.of(partition));
                long end = consumer.endOffsets(Set.of(partition)).get(partition);
                StockClients.pollUntil(consumer, records, () -> consumer.position(partition) >= end);
                return done.test(records);
            });
        }
        assertThat(done.test(records)).as("%d records are left", records.size()).isTrue();
        return records;
    }

    private static Map<String, String> table(List<ConsumerRecord<String, String>> records) {
        Map<String, String> table = new TreeMap<>();
        records.forEach(record -> table.put(record.key(), record.value()));
        return withoutDeleted(table);
    }

    private static Map<String, String> withoutDeleted(Map<String, String> table) {
        Map<String, String> alive = new TreeMap<>(table);
        alive.values().removeIf(value -> value == null);
        return alive;
    }
}
