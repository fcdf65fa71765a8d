package io.tailrace.simulator.world;

import io.tailrace.clients.consumer.ConsumerRebalanceListener;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Poll;
import io.tailrace.simulator.network.SimNetwork;
import io.tailrace.simulator.network.SimTransport;
import io.tailrace.simulator.time.EventLoop;
import io.tailrace.simulator.time.ProcessScheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * The client processes of a simulation.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
final class Applications {

    private static final String BOOTSTRAP = "simulated:9092";

    private final EventLoop loop;
    private final SimNetwork network;
    private final Workload workload;
    private final History history;
    private final Random random;
    private final List<ProducerApp> producers = new ArrayList<>();

    Applications(EventLoop loop, SimNetwork network, Workload workload, History history, Random random) {
        this.loop = loop;
        this.network = network;
        this.workload = workload;
        this.history = history;
        this.random = random;
    }

    void start() {
        for (int i = 0; i < workload.producers(); i++) {
            startProducer("producer" + i);
        }
        for (int i = 0; i < workload.consumers(); i++) {
            startReader("consumer" + i, history::polled, 5 + random.nextInt(50));
        }
        for (int i = 0; i < workload.groupMembers(); i++) {
            startMember("member" + i);
        }
    }

    /** A new consumer that reads everything from the beginning. */
    ConsumerApp finalReader() {
        return startReader("final", history::polledFinally, 10);
    }

    boolean haveSentAll() {
        return producers.stream().allMatch(ProducerApp::hasSentAll);
    }

    boolean areDone() {
        return producers.stream().allMatch(ProducerApp::isDone);
    }

    boolean haveReadAll() {
        return history.finalPolls().stream().mapToLong(p -> p.records().size()).sum() >= history.acknowledged();
    }

    private void startProducer(String name) {
        boolean idempotent = random.nextInt(4) > 0;
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", BOOTSTRAP);
        config.put("client.id", name);
        config.put("acks", "all");
        config.put("max.block.ms", 0);
        config.put("enable.idempotence", idempotent);
        config.put("linger.ms", random.nextInt(20));
        config.put("batch.size", random.nextBoolean() ? 16_384 : 2_000);
        config.put("max.in.flight.requests.per.connection", 1 + random.nextInt(5));
        config.put("request.timeout.ms", 1_000 + random.nextInt(3_000));
        config.put("delivery.timeout.ms", 10_000 + random.nextInt(20_000));
        config.put("compression.type", List.of("none", "none", "lz4", "gzip").get(random.nextInt(4)));
        ProcessScheduler process = loop.scheduler(name);
        SimTransport transport = network.transport(name);
        TailraceProducer<byte[], byte[]> producer = new TailraceProducer<>(
                config,
                new ByteArraySerializer(),
                new ByteArraySerializer(),
                transport,
                process,
                new Random(random.nextLong()));
        ProducerApp app =
                new ProducerApp(name, workload, history, process, new Random(random.nextLong()), producer, idempotent);
        producers.add(app);
        app.start();
    }

    private Map<String, Object> consumerConfig(String name) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", BOOTSTRAP);
        config.put("client.id", name);
        config.put("auto.offset.reset", "earliest");
        config.put("fetch.max.wait.ms", 50 + random.nextInt(500));
        config.put("max.poll.records", 1 + random.nextInt(100));
        config.put("request.timeout.ms", 2_000 + random.nextInt(3_000));
        config.put("fetch.max.bytes", random.nextBoolean() ? 1_000_000 : 5_000);
        return config;
    }

    private TailraceConsumer<byte[], byte[]> consumer(
            String name, ProcessScheduler process, Map<String, Object> config) {
        return new TailraceConsumer<>(
                config,
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer(),
                network.transport(name),
                process,
                new Random(random.nextLong()));
    }

    private ConsumerApp startReader(String name, Consumer<Poll> notes, int meanPauseMs) {
        ProcessScheduler process = loop.scheduler(name);
        Map<String, Object> config = consumerConfig(name);
        config.put("enable.auto.commit", false);
        TailraceConsumer<byte[], byte[]> consumer = consumer(name, process, config);
        ConsumerApp app = app(name, process, consumer, notes, meanPauseMs);
        process.execute(() -> consumer.assign(IntStream.range(0, workload.partitions())
                .mapToObj(i -> new TopicPartition(workload.topic(), i))
                .toList()));
        app.start();
        return app;
    }

    private void startMember(String name) {
        ProcessScheduler process = loop.scheduler(name);
        Map<String, Object> config = consumerConfig(name);
        config.put("group.id", "g");
        config.put("session.timeout.ms", 6_000);
        config.put("heartbeat.interval.ms", 500);
        config.put("auto.commit.interval.ms", 100 + random.nextInt(1_000));
        TailraceConsumer<byte[], byte[]> consumer = consumer(name, process, config);
        ConsumerApp app = app(name, process, consumer, history::polled, 5 + random.nextInt(50));
        process.execute(() -> consumer.subscribe(List.of(workload.topic()), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {}

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                app.newSession();
            }
        }));
        app.start();
    }

    private ConsumerApp app(
            String name,
            ProcessScheduler process,
            TailraceConsumer<byte[], byte[]> consumer,
            Consumer<Poll> notes,
            int meanPauseMs) {
        return new ConsumerApp(
                name, process, new Random(random.nextLong()), consumer, notes, loop.trace(), meanPauseMs);
    }
}
