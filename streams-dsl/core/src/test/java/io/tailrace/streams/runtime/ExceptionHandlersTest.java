package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.ConsumerRecord;
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
import io.tailrace.streams.errors.LogAndContinueExceptionHandler;
import io.tailrace.streams.errors.LogAndContinueProcessingExceptionHandler;
import io.tailrace.streams.errors.LogAndFailExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handlers of errors in records, and of threads that die, on the embedded log store. */
final class ExceptionHandlersTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final List<Throwable> uncaught = new CopyOnWriteArrayList<>();

    @BeforeEach
    void createTopics() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap()))) {
            admin.createTopics(Stream.of("numbers", "doubled", "letters")
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private String bootstrap() {
        return "embedded:" + directory.resolve("log");
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, "doubling");
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap());
        config.put(StreamsConfig.STATE_DIR_CONFIG, directory.resolve("state").toString());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 100);
        return config;
    }

    /** Doubles integers; the tests make it fail on 13. */
    private static Topology doubling(Runnable onThirteen) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("numbers", Consumed.with(Serdes.String(), Serdes.Integer()))
                .mapValues(number -> {
                    if (number == 13) {
                        onThirteen.run();
                    }
                    return Integer.toString(2 * number);
                })
                .to("doubled", Produced.with(Serdes.String(), Serdes.String()));
        return builder.build();
    }

    private TailraceStreams start(Topology topology, Properties config, StreamThreadExceptionResponse response) {
        TailraceStreams streams = new TailraceStreams(topology, config);
        streams.setUncaughtExceptionHandler(error -> {
            uncaught.add(error);
            return response;
        });
        streams.start();
        return streams;
    }

    private void produce(byte[]... values) {
        try (Producer<String, byte[]> producer = new TailraceProducer<>(
                Map.of("bootstrap.servers", bootstrap()),
                new StringSerializer(),
                new io.tailrace.common.serialization.ByteArraySerializer())) {
            for (byte[] value : values) {
                ProducerRecord<String, byte[]> record = new ProducerRecord<>("numbers", null, 1_000L, "key", value);
                record.headers().add("origin", "test".getBytes(StandardCharsets.UTF_8));
                var unused = producer.send(record);
            }
        }
    }

    private static byte[] number(int number) {
        return new byte[] {0, 0, 0, (byte) number};
    }

    private List<ConsumerRecord<String, String>> read(String topic, int count) {
        try (Consumer<String, String> reader = new TailraceConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            reader.assign(List.of(new TopicPartition(topic, 0)));
            reader.seekToBeginning(reader.assignment());
            List<ConsumerRecord<String, String>> records = new ArrayList<>();
            await().atMost(LIMIT).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(records::add);
                assertThat(records).hasSizeGreaterThanOrEqualTo(count);
            });
            return records;
        }
    }

    private static List<String> values(List<ConsumerRecord<String, String>> records) {
        return records.stream().map(ConsumerRecord::value).toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String key) {
        return new String(record.headers().lastHeader(key).value(), StandardCharsets.UTF_8);
    }

    private static void assertLetterOf(ConsumerRecord<String, String> letter, String offset, Class<?> exception) {
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.timestamp()).isEqualTo(1_000);
        assertThat(header(letter, "origin")).isEqualTo("test");
        assertThat(header(letter, "__streams.errors.topic")).isEqualTo("numbers");
        assertThat(header(letter, "__streams.errors.partition")).isEqualTo("0");
        assertThat(header(letter, "__streams.errors.offset")).isEqualTo(offset);
        assertThat(header(letter, "__streams.errors.exception")).contains(exception.getName());
        assertThat(header(letter, "__streams.errors.message")).isNotEmpty();
        assertThat(header(letter, "__streams.errors.stacktrace")).contains("\tat ");
    }

    @Test
    void shouldContinueAfterUnreadableRecordAndKeepItAsDeadLetter() {
        Properties config = config();
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        config.put("errors.dead.letter.queue.topic.name", "letters");
        produce(number(1), "bad".getBytes(StandardCharsets.UTF_8), number(2));
        try (TailraceStreams streams =
                start(doubling(() -> {}), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            assertThat(values(read("doubled", 2))).containsExactly("2", "4");
            List<ConsumerRecord<String, String>> letters = read("letters", 1);
            assertThat(values(letters)).containsExactly("bad");
            assertLetterOf(letters.get(0), "1", io.tailrace.common.errors.SerializationException.class);
            assertThat(streams.droppedRecords()).isEqualTo(1);
        }
        produce(number(3));
        try (TailraceStreams streams =
                start(doubling(() -> {}), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            assertThat(values(read("doubled", 3))).containsExactly("2", "4", "6");
            assertThat(streams.droppedRecords()).as("dropped again").isZero();
        }
        assertThat(uncaught).isEmpty();
    }

    /** Skipped records leave the buffer together with the one before them. */
    @Test
    void shouldGoOnReadingWhenUnreadableRecordsLeaveAFullBuffer() {
        Properties config = config();
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndContinueExceptionHandler.class);
        config.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 10);
        config.put(StreamsConfig.consumerPrefix("max.poll.records"), 30);
        byte[] bad = "bad".getBytes(StandardCharsets.UTF_8);
        List<byte[]> values = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            values.addAll(List.of(number(i + 20), bad, bad));
        }
        produce(values.toArray(new byte[0][]));
        try (TailraceStreams streams =
                start(doubling(() -> {}), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            assertThat(read("doubled", 40)).hasSize(40);
            assertThat(streams.droppedRecords()).isEqualTo(80);
        }
    }

    @Test
    void shouldContinueAfterFailedProcessingAndKeepRecordAsDeadLetter() {
        Properties config = config();
        config.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class);
        config.put("errors.dead.letter.queue.topic.name", "letters");
        produce(number(12), number(13), number(14));
        Runnable fail = () -> {
            throw new IllegalStateException("thirteen");
        };
        try (TailraceStreams streams = start(doubling(fail), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            assertThat(values(read("doubled", 2))).containsExactly("24", "28");
            List<ConsumerRecord<String, String>> letters = read("letters", 1);
            assertThat(letters).hasSize(1);
            assertThat(letters.get(0).value().getBytes(StandardCharsets.UTF_8)).isEqualTo(number(13));
            assertLetterOf(letters.get(0), "1", IllegalStateException.class);
            assertThat(header(letters.get(0), "__streams.errors.message")).isEqualTo("thirteen");
            assertThat(streams.droppedRecords()).isEqualTo(1);
        }
        assertThat(uncaught).isEmpty();
    }

    @Test
    void shouldSendDeadLetterBeforeThreadFails() {
        Properties config = config();
        config.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailExceptionHandler.class);
        config.put("errors.dead.letter.queue.topic.name", "letters");
        produce("bad".getBytes(StandardCharsets.UTF_8));
        try (TailraceStreams streams =
                start(doubling(() -> {}), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.ERROR);
            assertThat(values(read("letters", 1))).containsExactly("bad");
        }
    }

    @Test
    void shouldReplaceThreadThatFailed() {
        AtomicBoolean failed = new AtomicBoolean();
        Runnable failOnce = () -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("thirteen");
            }
        };
        produce(number(12), number(13), number(14));
        try (TailraceStreams streams =
                start(doubling(failOnce), config(), StreamThreadExceptionResponse.REPLACE_THREAD)) {
            await().atMost(LIMIT)
                    .untilAsserted(() -> assertThat(values(read("doubled", 3))).endsWith("26", "28"));
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.RUNNING);
            assertThat(streams.metadataForLocalThreads()).hasSize(1);
        }
        assertThat(uncaught).hasSize(1);
        assertThat(uncaught.get(0)).isInstanceOf(StreamsException.class).hasRootCauseMessage("thirteen");
    }

    @Test
    void shouldStopInstanceAfterThreadFailed() {
        Runnable fail = () -> {
            throw new IllegalStateException("thirteen");
        };
        Properties config = config();
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
        produce(number(12), number(13), number(14));
        try (TailraceStreams streams = start(doubling(fail), config, StreamThreadExceptionResponse.SHUTDOWN_CLIENT)) {
            await().atMost(LIMIT).until(() -> streams.state() == TailraceStreams.State.ERROR);
            assertThat(streams.metadataForLocalThreads()).isEmpty();
        }
        assertThat(uncaught).hasSize(1);
        assertThat(uncaught.get(0)).hasRootCauseMessage("thirteen").hasMessageContaining("offset=1");
    }
}
