package io.tailrace.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.StringDeserializer;
import io.tailrace.common.serialization.StringSerializer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runtime with plugins of the published API, on an embedded log store. */
class ConnectRuntimeTest {

    @TempDir
    private Path folder;

    private String bootstrap = "";
    private Admin admin;

    @BeforeEach
    void open() throws Exception {
        bootstrap = "embedded:" + folder.resolve("log");
        admin = Admin.create(Map.of("bootstrap.servers", bootstrap));
        NumberSource.reset();
        CollectingSink.reset();
    }

    @AfterEach
    void close() {
        admin.close();
    }

    @Test
    void shouldDeliverEveryRecordOnceWhenNothingFails() {
        try (ConnectRuntime connect = start()) {
            connect.run(source(Map.of("count", "1000")));
            connect.run(sink(Map.of()));

            await().untilAsserted(() -> assertThat(CollectingSink.values()).hasSize(1000));
            assertThat(CollectingSink.values()).doesNotHaveDuplicates().contains("0", "999");
            assertThat(connect.status("numbers").isRunning()).isTrue();
        }
    }

    @Test
    void shouldResumeASourceBehindItsSavedOffset() {
        try (ConnectRuntime connect = start()) {
            connect.run(source(Map.of("count", "10")));
            await().untilAsserted(
                            () -> assertThat(connect.sourceOffsets("numbers").get(Map.of("source", "numbers")))
                                    .isEqualTo(Map.of("next", 10)));
        }
        try (ConnectRuntime connect = start()) {
            connect.run(source(Map.of("count", "20")));
            await().untilAsserted(() -> assertThat(values("numbers")).hasSize(20));
            assertThat(values("numbers")).doesNotHaveDuplicates();
        }
    }

    @Test
    void shouldStartATaskAgainThatFailed() {
        NumberSource.failOnceAt(50);
        try (ConnectRuntime connect = start()) {
            connect.run(source(Map.of("count", "100", "restart.backoff.ms", "1")));

            await().untilAsserted(() -> assertThat(values("numbers")).contains("99"));
            assertThat(values("numbers").stream().distinct()).hasSize(100);
            assertThat(connect.status("numbers").tasks().get(0).restarts()).isEqualTo(1);
            assertThat(connect.status("numbers").tasks().get(0).failure()).hasMessageContaining("planned");
        }
    }

    @Test
    void shouldGiveUpATaskThatKeepsFailingAndSayWhy() {
        try (ConnectRuntime connect = start()) {
            connect.run(sink(Map.of(
                    "value.converter", "LongConverter", "restart.max.attempts", "2", "restart.backoff.ms", "1")));
            produce("numbers", "not a long");

            await().untilAsserted(
                            () -> assertThat(connect.status("sink").hasFailed()).isTrue());
            assertThat(connect.status("sink").tasks().get(0).failure())
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("VALUE_CONVERTER")
                    .hasMessageContaining("topic numbers, partition 0, offset 0");
            assertThat(connect.hasEnded()).isTrue();
        }
    }

    @Test
    void shouldSendWhatCannotBeConvertedToTheDeadLetterTopic() {
        try (ConnectRuntime connect = start()) {
            connect.run(sink(Map.of(
                    "value.converter", "LongConverter",
                    "errors.tolerance", "all",
                    "errors.deadletterqueue.topic.name", "letters",
                    "errors.deadletterqueue.context.headers.enable", "true")));
            produce("numbers", "bad");
            produce("numbers", "12345678");

            await().untilAsserted(() -> assertThat(CollectingSink.values()).hasSize(1));
            await().untilAsserted(() -> assertThat(values("letters")).containsExactly("bad"));
            ConsumerRecord<String, String> letter = records("letters").get(0);
            assertThat(header(letter, "topic")).isEqualTo("numbers");
            assertThat(header(letter, "offset")).isEqualTo("0");
            assertThat(header(letter, "stage")).isEqualTo("VALUE_CONVERTER");
            assertThat(header(letter, "exception.message")).contains("8 bytes");
        }
    }

    @Test
    void shouldPutABatchAgainThatTheSinkAsksFor() {
        CollectingSink.refuseTimes(3);
        try (ConnectRuntime connect = start()) {
            connect.run(sink(Map.of()));
            produce("numbers", "a");
            produce("numbers", "b");

            await().untilAsserted(() -> assertThat(CollectingSink.values()).containsExactlyInAnyOrder("a", "b"));
            assertThat(connect.status("sink").tasks().get(0).restarts()).isZero();
        }
    }

    @Test
    void shouldLeaveAPartitionPausedThatTheSinkPausedWhenABatchIsPutAgain() {
        CollectingSink.refuseTimes(1);
        makeTopic("paused");
        try (ConnectRuntime connect = start()) {
            connect.run(sink(Map.of("topics", "numbers,paused", "paused.topic", "paused")));
            produce("numbers", "a");
            await().untilAsserted(() -> assertThat(CollectingSink.values()).containsExactly("a"));
            produce("paused", "not to be seen");
            produce("numbers", "b");

            await().untilAsserted(() -> assertThat(CollectingSink.values()).contains("b"));
            assertThat(CollectingSink.values()).containsExactly("a", "b");
        }
    }

    @Test
    void shouldApplyTransformationsUnderTheirPredicates() {
        try (ConnectRuntime connect = start()) {
            connect.run(source(Map.of(
                    "count", "3",
                    "transforms", "head,route",
                    "transforms.head.type", "org.apache.kafka.connect.transforms.InsertHeader",
                    "transforms.head.header", "from",
                    "transforms.head.value.literal", "test",
                    "transforms.route.type", "org.apache.kafka.connect.transforms.RegexRouter",
                    "transforms.route.regex", "num(.*)",
                    "transforms.route.replacement", "routed-$1")));

            await().untilAsserted(() -> assertThat(values("routed-bers")).containsExactly("0", "1", "2"));
            assertThat(new String(
                            records("routed-bers")
                                    .get(0)
                                    .headers()
                                    .lastHeader("from")
                                    .value(),
                            StandardCharsets.UTF_8))
                    .isEqualTo("test");
        }
    }

    @Test
    void shouldRefuseWhatIsNotConfiguredAsItShouldBe() {
        try (ConnectRuntime connect = start()) {
            assertThatThrownBy(() -> connect.run(Map.of("name", "x")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("connector.class");
            assertThatThrownBy(() -> connect.run(Map.of("name", "x", "connector.class", "NoSuchConnector")))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("NoSuchConnector");
            assertThatThrownBy(() -> connect.run(source(Map.of("count", "many"))))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("count");
        }
        assertThatThrownBy(() ->
                        ConnectRuntime.start(Map.of("bootstrap.servers", bootstrap, "offset.flush.interval", "1")))
                .hasMessageContaining("offset.flush.interval.ms");
    }

    private ConnectRuntime start() {
        return ConnectRuntime.start(Map.of(
                "bootstrap.servers",
                bootstrap,
                "offset.storage.file.filename",
                folder.resolve("offsets.json").toString(),
                "offset.flush.interval.ms",
                "50"));
    }

    private Map<String, String> source(Map<String, String> more) {
        Map<String, String> properties = new HashMap<>(
                Map.of("name", "numbers", "connector.class", NumberSource.class.getName(), "topic", "numbers"));
        properties.putAll(more);
        return properties;
    }

    private Map<String, String> sink(Map<String, String> more) {
        makeTopic("numbers");
        Map<String, String> properties = new HashMap<>(
                Map.of("name", "sink", "connector.class", CollectingSink.class.getName(), "topics", "numbers"));
        properties.putAll(more);
        return properties;
    }

    private void makeTopic(String topic) {
        try {
            if (!admin.listTopics().names().get().contains(topic)) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            }
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private void produce(String topic, String value) {
        try (TailraceProducer<String, String> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap), new StringSerializer(), new StringSerializer())) {
            var unused = producer.send(new ProducerRecord<>(topic, value));
        }
    }

    private List<String> values(String topic) {
        return records(topic).stream().map(ConsumerRecord::value).toList();
    }

    private List<ConsumerRecord<String, String>> records(String topic) {
        makeTopic(topic);
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (TailraceConsumer<String, String> consumer = new TailraceConsumer<>(
                Map.of("bootstrap.servers", bootstrap), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
        return records;
    }

    private static String header(ConsumerRecord<String, String> record, String name) {
        return new String(
                record.headers().lastHeader("__connect.errors." + name).value(), StandardCharsets.UTF_8);
    }
}
