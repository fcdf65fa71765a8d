package io.tailrace.streams.task;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.operator.DefaultSerdes;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.topology.SinkSpec;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Serialises records and hands them to the task's output. */
final class SinkRuntime extends RuntimeNode {
    private final @Nullable String topic;
    private final @Nullable TopicNameExtractor<Object, Object> extractor;
    private final @Nullable StreamPartitioner<Object, Object> partitioner;
    private @Nullable Serializer<Object> keySerializer;
    private @Nullable Serializer<Object> valueSerializer;
    private NodeContext context;

    @SuppressWarnings({"unchecked", "NullAway.Init"
    }) // types are the user's promise; context is set by init before the first record
    SinkRuntime(SinkSpec spec) {
        super(spec.name());
        this.topic = spec.topic();
        this.extractor = (TopicNameExtractor<Object, Object>) spec.extractor();
        this.partitioner = (StreamPartitioner<Object, Object>) spec.partitioner();
        this.keySerializer = (Serializer<Object>) spec.keySerializer();
        this.valueSerializer = (Serializer<Object>) spec.valueSerializer();
    }

    @Override
    @SuppressWarnings("unchecked") // the configured default is what the user says his records are
    void init(NodeContext nodeContext) {
        context = nodeContext;
        if (keySerializer == null) {
            keySerializer = (Serializer<Object>) context.keySerde().serializer();
        }
        if (valueSerializer == null) {
            valueSerializer = (Serializer<Object>) context.valueSerde().serializer();
        }
        DefaultSerdes.complete(keySerializer, context);
        DefaultSerdes.complete(valueSerializer, context);
    }

    @Override
    void process(Record<Object, Object> record) {
        Object key = record.key();
        Object value = record.value();
        String target = topic != null ? topic : extract(key, value);
        byte[] keyBytes;
        byte[] valueBytes;
        try {
            keyBytes = Objects.requireNonNull(keySerializer).serialize(target, record.headers(), key);
        } catch (RuntimeException e) {
            context.failedToSerialize(target, record, ProductionExceptionHandler.SerializationExceptionOrigin.KEY, e);
            return;
        }
        try {
            valueBytes = Objects.requireNonNull(valueSerializer).serialize(target, record.headers(), value);
        } catch (RuntimeException e) {
            context.failedToSerialize(target, record, ProductionExceptionHandler.SerializationExceptionOrigin.VALUE, e);
            return;
        }
        if (partitioner == null) {
            send(target, null, record, keyBytes, valueBytes);
            return;
        }
        int partitions = context.output().partitionCount(target);
        Optional<Set<Integer>> chosen = partitioner.partitions(target, key, value, partitions);
        if (chosen.isEmpty()) {
            send(target, null, record, keyBytes, valueBytes);
        } else if (chosen.get().isEmpty()) {
            context.recordDropped("no partition chosen by the partitioner");
        } else {
            for (Integer partition : chosen.get()) {
                send(target, partition, record, keyBytes, valueBytes);
            }
        }
    }

    private String extract(@Nullable Object key, @Nullable Object value) {
        String target = Objects.requireNonNull(extractor).extract(key, value, context.recordContext());
        if (target == null) {
            throw new StreamsException("The topic name extractor of sink " + name + " returned null");
        }
        return target;
    }

    private void send(
            String target,
            @Nullable Integer partition,
            Record<Object, Object> record,
            byte @Nullable [] key,
            byte @Nullable [] value) {
        context.output()
                .send(
                        new ProducerRecord<>(target, partition, record.timestamp(), key, value, record.headers()),
                        context.errorContext());
    }

    @Override
    void close() {}
}
