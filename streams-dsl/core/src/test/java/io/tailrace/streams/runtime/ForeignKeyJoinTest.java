package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.Topology;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Produced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a foreign-key join of tables with unequal partition counts on the embedded log store. */
final class ForeignKeyJoinTest {
    private static final int ORDER_PARTITIONS = 3;
    private static final int CUSTOMER_PARTITIONS = 2;
    private static final int ORDERS = 40;
    private static final int CUSTOMERS = 7;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final Random random = new Random(5);
    private final Map<String, String> orders = new HashMap<>();
    private final Map<String, String> customers = new HashMap<>();

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "orders");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        config.put(StreamsConfig.producerPrefix("linger.ms"), 5);
        return config;
    }

    /** An order is {@code customer:item}. */
    private static Topology joining() {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<String, String> orderTable = builder.table("orders", Consumed.with(Serdes.String(), Serdes.String()));
        KTable<String, String> customerTable =
                builder.table("customers", Consumed.with(Serdes.String(), Serdes.String()));
        orderTable
                .leftJoin(customerTable, ForeignKeyJoinTest::customerOf, (order, customer) -> order + "/" + customer)
                .toStream()
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    private static String customerOf(String order) {
        return order.substring(0, order.indexOf(':'));
    }

    private void produceChanges(int count) {
        try (Producer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()), new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < count; i++) {
                String customer = "customer" + random.nextInt(CUSTOMERS);
                if (random.nextInt(3) == 0) {
                    change(producer, "customers", customers, customer, "name" + i);
                } else {
                    change(producer, "orders", orders, "order" + random.nextInt(ORDERS), customer + ":item" + i);
                }
            }
            producer.flush();
        }
    }

    /** Sets the row or, once in a while, deletes it. */
    private void change(
            Producer<String, String> producer, String topic, Map<String, String> table, String key, String value) {
        boolean deletes = random.nextInt(8) == 0;
        var unused = producer.send(new ProducerRecord<>(topic, key, deletes ? null : value));
        if (deletes) {
            table.remove(key);
        } else {
            table.put(key, value);
        }
    }

    private Map<String, String> expected() {
        Map<String, String> rows = new HashMap<>();
        orders.forEach((order, value) -> rows.put(order, value + "/" + customers.get(customerOf(value))));
        return rows;
    }

    private void awaitResult() {
        Map<String, Object> configs = Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false");
        try (Consumer<String, String> reader =
                new TailraceConsumer<>(configs, new StringDeserializer(), new StringDeserializer())) {
            reader.assign(IntStream.range(0, ORDER_PARTITIONS)
                    .mapToObj(partition -> new TopicPartition("out", partition))
                    .toList());
            reader.seekToBeginning(reader.assignment());
            Map<String, String> found = new HashMap<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> {
                    if (record.value() == null) {
                        found.remove(record.key());
                    } else {
                        found.put(record.key(), record.value());
                    }
                });
                assertThat(found).isEqualTo(expected());
            });
        }
    }

    @Test
    void shouldFollowChangesOfBothTablesAlsoOverARestart() throws Exception {
        // given
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(List.of(
                            new NewTopic("orders", Optional.of(ORDER_PARTITIONS), Optional.empty()),
                            new NewTopic("customers", Optional.of(CUSTOMER_PARTITIONS), Optional.empty()),
                            new NewTopic("out", Optional.of(ORDER_PARTITIONS), Optional.empty())))
                    .all()
                    .get();
            produceChanges(150);

            // when
            try (TailraceStreams streams = new TailraceStreams(joining(), config())) {
                streams.start();
                awaitResult();
                produceChanges(100);
                awaitResult();
            }

            // and it goes on with the subscriptions that it had
            try (TailraceStreams streams = new TailraceStreams(joining(), config())) {
                produceChanges(60);
                streams.start();

                // then
                awaitResult();
            }
            assertThat(partitionCounts(admin))
                    .containsEntry(
                            "orders-KTABLE-FK-JOIN-SUBSCRIPTION-REGISTRATION-0000000006-topic", CUSTOMER_PARTITIONS)
                    .containsEntry("orders-KTABLE-FK-JOIN-SUBSCRIPTION-RESPONSE-0000000014-topic", ORDER_PARTITIONS);
        }
    }

    private static Map<String, Integer> partitionCounts(Admin admin) throws Exception {
        Set<String> topics = admin.listTopics().names().get();
        return admin.describeTopics(topics).allTopicNames().get().values().stream()
                .collect(Collectors.toMap(
                        topic -> topic.name(), topic -> topic.partitions().size()));
    }
}
