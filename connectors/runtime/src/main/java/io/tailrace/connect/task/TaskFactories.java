package io.tailrace.connect.task;

import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.ByteArraySerializer;
import io.tailrace.connect.config.ConnectorConfig;
import io.tailrace.connect.config.WorkerConfig;
import io.tailrace.connect.error.DeadLetters;
import io.tailrace.connect.error.ErrorPolicy;
import io.tailrace.connect.offset.OffsetStore;
import io.tailrace.connect.plugin.Plugins;
import io.tailrace.connect.record.RecordConverters;
import io.tailrace.connect.record.SinkRecordDecoder;
import io.tailrace.connect.record.SourceRecordEncoder;
import io.tailrace.connect.record.TransformationChain;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.common.metrics.internals.PluginMetricsImpl;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkTask;
import org.apache.kafka.connect.source.SourceTask;

/**
 * Puts together what one life of a task works with: fresh clients, converters and transformations each time, so that a
 * restart begins from nothing that the failure may have spoilt.
 *
 * <p><b>Threads:</b> any.
 */
public final class TaskFactories {

    private final WorkerConfig worker;
    private final Plugins plugins;
    private final OffsetStore offsets;

    public TaskFactories(WorkerConfig worker, Plugins plugins, OffsetStore offsets) {
        this.worker = worker;
        this.plugins = plugins;
        this.offsets = offsets;
    }

    /** How task {@code number} of a source connector is made, again at each restart. */
    public TaskFactory source(
            ConnectorConfig config,
            Class<? extends Task> taskClass,
            int number,
            Map<String, String> taskProperties,
            CountDownLatch stopping) {
        return () -> {
            ErrorPolicy policy = ErrorPolicy.from(config.properties());
            SourceTask task = (SourceTask) instantiate(taskClass);
            RecordConverters converters = RecordConverters.create(plugins, worker.properties(), config.properties());
            Map<String, Object> producerProperties = worker.clientProperties("producer", config);
            producerProperties.putIfAbsent("client.id", "connector-producer-" + config.name() + "-" + number);
            // A record is never given up while the task lives: a failed send fails the task, which begins anew from its
            // offsets.
            producerProperties.putIfAbsent("delivery.timeout.ms", Integer.MAX_VALUE);
            SourceTaskLoop.Parts parts = new SourceTaskLoop.Parts(
                    task,
                    new SourceContext(config.name(), taskProperties, offsets, metrics(config, number)),
                    new TransformationChain<>(plugins, config.properties()),
                    new SourceRecordEncoder(converters, policy, stopping),
                    policy,
                    producer(producerProperties),
                    new TopicCreation(config, worker.clientProperties("admin", config)),
                    offsets);
            return new SourceTaskLoop(config, taskProperties, parts, worker.offsetFlushIntervalMs(), stopping);
        };
    }

    /** How task {@code number} of a sink connector is made, again at each restart. */
    public TaskFactory sink(
            ConnectorConfig config,
            Class<? extends Task> taskClass,
            int number,
            Map<String, String> taskProperties,
            CountDownLatch stopping) {
        return () -> {
            ErrorPolicy policy = ErrorPolicy.from(config.properties());
            SinkTask task = (SinkTask) instantiate(taskClass);
            RecordConverters converters = RecordConverters.create(plugins, worker.properties(), config.properties());
            Producer<byte[], byte[]> letters =
                    policy.deadLetterTopic() == null ? null : deadLetterProducer(config, number);
            OriginalRecords originals = new OriginalRecords();
            SinkErrors errors = new SinkErrors(
                    config.name(),
                    policy,
                    letters == null || policy.deadLetterTopic() == null
                            ? null
                            : new DeadLetters(
                                    letters,
                                    policy.deadLetterTopic(),
                                    policy.deadLetterContext(),
                                    config.name(),
                                    number),
                    originals);
            Consumer<byte[], byte[]> consumer = consumer(config, number);
            SinkTaskLoop loop = new SinkTaskLoop(
                    config,
                    taskProperties,
                    new SinkTaskLoop.SinkParts(
                            task,
                            consumer,
                            new TransformationChain<>(plugins, config.properties()),
                            new SinkRecordDecoder(converters, policy, stopping),
                            policy,
                            errors,
                            originals,
                            new SinkContext(taskProperties, consumer, metrics(config, number), errors),
                            new SinkTaskLoop.CommitTimer(worker.offsetFlushIntervalMs())),
                    stopping);
            return () -> {
                try (letters) {
                    loop.run();
                }
            };
        };
    }

    private static Task instantiate(Class<? extends Task> taskClass) {
        try {
            return taskClass.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new org.apache.kafka.connect.errors.ConnectException(
                    "expected " + taskClass.getName() + " to have a public constructor without parameters that works",
                    e);
        }
    }

    private Producer<byte[], byte[]> deadLetterProducer(ConnectorConfig config, int number) {
        Map<String, Object> properties = worker.clientProperties("producer", config);
        properties.put("client.id", "connector-dlq-producer-" + config.name() + "-" + number);
        return producer(properties);
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> properties) {
        return new TailraceProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private Consumer<byte[], byte[]> consumer(ConnectorConfig config, int number) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("group.id", "connect-" + config.name());
        properties.put("auto.offset.reset", "earliest");
        properties.put("client.id", "connector-consumer-" + config.name() + "-" + number);
        properties.putAll(worker.clientProperties("consumer", config));
        properties.put("enable.auto.commit", "false");
        return new TailraceConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static PluginMetrics metrics(ConnectorConfig config, int number) {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("connector", config.name());
        tags.put("task", Integer.toString(number));
        return new PluginMetricsImpl(new Metrics(), tags);
    }
}
