package io.tailrace.samples.nexmark;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.NewTopic;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.errors.TopicExistsException;
import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.common.serialization.StringSerializer;
import io.tailrace.samples.nexmark.generator.NexmarkGenerator;
import io.tailrace.samples.nexmark.model.Event;
import io.tailrace.samples.nexmark.query.Query;
import io.tailrace.samples.nexmark.query.QuerySettings;
import io.tailrace.samples.nexmark.query.Site;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;

/**
 * Writes events to a log store, runs queries over them as one Streams application, and waits until the last event has had its effect.
 *
 * <p><b>Threads:</b> one caller; the application has threads of its own.
 */
@SuppressWarnings("FutureReturnValueIgnored") // closing a producer waits for what was sent
final class NexmarkRun {

    /** @param seconds from the start of the application to its last commit */
    record Outcome(long events, double seconds) {}

    /** Numbers that the side input knows. */
    static final int SIDE_ROWS = 1_500;

    private final NexmarkOptions options;
    private final String bootstrap;
    private final Path stateFolder;
    private final String application;
    private final Map<String, Object> settings;

    NexmarkRun(NexmarkOptions options, String bootstrap, Path stateFolder, String application) {
        this(options, bootstrap, stateFolder, application, Map.of());
    }

    /** @param settings of the Streams application, on top of its own */
    NexmarkRun(
            NexmarkOptions options,
            String bootstrap,
            Path stateFolder,
            String application,
            Map<String, Object> settings) {
        this.settings = settings;
        this.options = options;
        this.bootstrap = bootstrap;
        this.stateFolder = stateFolder;
        this.application = application;
    }

    private Map<String, Object> client() {
        return Map.of("bootstrap.servers", bootstrap);
    }

    /** Makes the topics and fills those that the queries read. */
    void prepare() throws InterruptedException, ExecutionException {
        List<NewTopic> topics = new ArrayList<>();
        topics.add(new NewTopic(Site.EVENTS, options.partitions(), (short) 1));
        topics.add(new NewTopic(Site.SIDE_INPUT, 1, (short) 1));
        options.queries()
                .forEach(query -> topics.add(new NewTopic(query.resultTopic(), options.partitions(), (short) 1)));
        try (Admin admin = Admin.create(client())) {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                throw new IllegalStateException(
                        "expected a log store without topics of an earlier run: "
                                + e.getCause().getMessage(),
                        e);
            }
            throw e;
        }
        writeSideInput();
        writeEvents();
    }

    private void writeSideInput() {
        try (Producer<String, String> producer =
                new TailraceProducer<>(client(), new StringSerializer(), new StringSerializer())) {
            for (int number = 0; number < SIDE_ROWS; number++) {
                producer.send(new ProducerRecord<>(Site.SIDE_INPUT, Integer.toString(number), sideText(number)));
            }
        }
    }

    static String sideText(int number) {
        return "text of " + number;
    }

    private void writeEvents() {
        try (Producer<byte[], Event> producer = new TailraceProducer<>(
                client(), new ByteArraySerializer(), Site.json(Event.class).serializer())) {
            new NexmarkGenerator(options.events())
                    .forEachRemaining(event ->
                            producer.send(new ProducerRecord<>(Site.EVENTS, null, event.dateTimeMs(), null, event)));
        }
    }

    /** @throws IOException if the application fails */
    Outcome run() throws IOException, InterruptedException, ExecutionException {
        StreamsBuilder builder = new StreamsBuilder();
        for (Query query : options.queries()) {
            query.build(builder, QuerySettings.defaults());
        }
        long begun = System.nanoTime();
        try (TailraceStreams streams = new TailraceStreams(builder.build(), config());
                Admin admin = Admin.create(client())) {
            streams.start();
            Progress progress = new Progress(admin, application, Site.EVENTS);
            while (!progress.complete()) {
                if (streams.state() == TailraceStreams.State.ERROR) {
                    throw new IOException("the Streams application failed; the log says why");
                }
                Thread.sleep(50);
            }
            return new Outcome(options.events().events(), (System.nanoTime() - begun) / 1e9);
        }
    }

    private Properties config() {
        Properties config = new Properties();
        config.put(StreamsConfig.APPLICATION_ID_CONFIG, application);
        config.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, options.threads());
        config.put(StreamsConfig.STATE_DIR_CONFIG, stateFolder.toString());
        config.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 200);
        config.putAll(settings);
        return config;
    }
}
