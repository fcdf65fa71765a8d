package io.tailrace.streams;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StreamPartitioner;
import io.tailrace.streams.processor.TimestampExtractor;
import io.tailrace.streams.processor.TopicNameExtractor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.topology.GlobalStoreSpec;
import io.tailrace.streams.topology.SinkSpec;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A graph of sources, processors, sinks and stores. Built by hand with the methods here, or by {@link StreamsBuilder}.
 *
 * <p><b>Threads:</b> safe; normally built by one thread.
 */
public class Topology {
    /** The graph inside; for the runtime and the test driver of this project. */
    protected final TopologyGraph graph;

    /**
     * Where a source begins when there is no committed offset.
     *
     * @deprecated since Kafka 4.0, for {@link io.tailrace.streams.AutoOffsetReset}
     */
    @Deprecated
    public enum AutoOffsetReset {
        EARLIEST,
        LATEST;

        /** The same in the form that is not deprecated. */
        public io.tailrace.streams.AutoOffsetReset asKind() {
            return this == EARLIEST
                    ? io.tailrace.streams.AutoOffsetReset.earliest()
                    : io.tailrace.streams.AutoOffsetReset.latest();
        }
    }

    public Topology() {
        this(new TopologyGraph());
    }

    /** @param topologyConfigs what changes the topology itself, such as a processor wrapper */
    public Topology(TopologyConfig topologyConfigs) {
        this(new TopologyGraph(topologyConfigs));
    }

    protected Topology(TopologyGraph graph) {
        this.graph = graph;
    }

    /** The graph of a topology; not part of the source-compatible API. */
    public static TopologyGraph graphOf(Topology topology) {
        return topology.graph;
    }

    public synchronized Topology addSource(String name, String... topics) {
        return addSource((io.tailrace.streams.AutoOffsetReset) null, name, null, null, null, topics);
    }

    public synchronized Topology addSource(String name, Pattern topicPattern) {
        return addSource((io.tailrace.streams.AutoOffsetReset) null, name, null, null, null, topicPattern);
    }

    public synchronized Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset, String name, String... topics) {
        return addSource(offsetReset, name, null, null, null, topics);
    }

    public synchronized Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset, String name, Pattern topicPattern) {
        return addSource(offsetReset, name, null, null, null, topicPattern);
    }

    public synchronized Topology addSource(
            @Nullable TimestampExtractor timestampExtractor, String name, String... topics) {
        return addSource((io.tailrace.streams.AutoOffsetReset) null, name, timestampExtractor, null, null, topics);
    }

    public synchronized Topology addSource(
            @Nullable TimestampExtractor timestampExtractor, String name, Pattern topicPattern) {
        return addSource(
                (io.tailrace.streams.AutoOffsetReset) null, name, timestampExtractor, null, null, topicPattern);
    }

    public synchronized Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            @Nullable TimestampExtractor timestampExtractor,
            String name,
            String... topics) {
        return addSource(offsetReset, name, timestampExtractor, null, null, topics);
    }

    public synchronized Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            @Nullable TimestampExtractor timestampExtractor,
            String name,
            Pattern topicPattern) {
        return addSource(offsetReset, name, timestampExtractor, null, null, topicPattern);
    }

    public synchronized <K, V> Topology addSource(
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String... topics) {
        return addSource(
                (io.tailrace.streams.AutoOffsetReset) null, name, null, keyDeserializer, valueDeserializer, topics);
    }

    public synchronized <K, V> Topology addSource(
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Pattern topicPattern) {
        return addSource(
                (io.tailrace.streams.AutoOffsetReset) null,
                name,
                null,
                keyDeserializer,
                valueDeserializer,
                topicPattern);
    }

    public synchronized <K, V> Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String... topics) {
        return addSource(offsetReset, name, null, keyDeserializer, valueDeserializer, topics);
    }

    public synchronized <K, V> Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Pattern topicPattern) {
        return addSource(offsetReset, name, null, keyDeserializer, valueDeserializer, topicPattern);
    }

    /** Adds a node that reads topics. What is null comes from the configuration. */
    public synchronized <K, V> Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String... topics) {
        graph.addSource(new SourceSpec(
                name,
                names(topics, "topics"),
                null,
                offsetReset,
                timestampExtractor,
                keyDeserializer,
                valueDeserializer));
        return this;
    }

    /** Adds a node that reads all topics that the pattern matches, also those made later. */
    public synchronized <K, V> Topology addSource(
            io.tailrace.streams.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Pattern topicPattern) {
        Objects.requireNonNull(topicPattern, "topicPattern cannot be null");
        graph.addSource(new SourceSpec(
                name, List.of(), topicPattern, offsetReset, timestampExtractor, keyDeserializer, valueDeserializer));
        return this;
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset, String name, String... topics) {
        return addSource(kind(offsetReset), name, null, null, null, topics);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            @Nullable TimestampExtractor timestampExtractor,
            String name,
            String... topics) {
        return addSource(kind(offsetReset), name, timestampExtractor, null, null, topics);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized <K, V> Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String... topics) {
        return addSource(kind(offsetReset), name, null, keyDeserializer, valueDeserializer, topics);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized <K, V> Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String... topics) {
        return addSource(kind(offsetReset), name, timestampExtractor, keyDeserializer, valueDeserializer, topics);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset, String name, Pattern topicPattern) {
        return addSource(kind(offsetReset), name, null, null, null, topicPattern);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            @Nullable TimestampExtractor timestampExtractor,
            String name,
            Pattern topicPattern) {
        return addSource(kind(offsetReset), name, timestampExtractor, null, null, topicPattern);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized <K, V> Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Pattern topicPattern) {
        return addSource(kind(offsetReset), name, null, keyDeserializer, valueDeserializer, topicPattern);
    }

    /** @deprecated since Kafka 4.0, for the form with {@link io.tailrace.streams.AutoOffsetReset} */
    @Deprecated
    public synchronized <K, V> Topology addSource(
            Topology.@Nullable AutoOffsetReset offsetReset,
            String name,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            Pattern topicPattern) {
        return addSource(kind(offsetReset), name, timestampExtractor, keyDeserializer, valueDeserializer, topicPattern);
    }

    private static io.tailrace.streams.@Nullable AutoOffsetReset kind(Topology.@Nullable AutoOffsetReset legacy) {
        return legacy == null ? null : legacy.asKind();
    }

    public synchronized Topology addSink(String name, String topic, String... parentNames) {
        return addSink(name, topic, null, null, null, parentNames);
    }

    public synchronized <K, V> Topology addSink(
            String name,
            String topic,
            @Nullable StreamPartitioner<? super K, ? super V> partitioner,
            String... parentNames) {
        return addSink(name, topic, null, null, partitioner, parentNames);
    }

    public synchronized <K, V> Topology addSink(
            String name,
            String topic,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer,
            String... parentNames) {
        return addSink(name, topic, keySerializer, valueSerializer, null, parentNames);
    }

    /** Adds a node that writes a topic. What is null comes from the configuration. */
    public synchronized <K, V> Topology addSink(
            String name,
            String topic,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer,
            @Nullable StreamPartitioner<? super K, ? super V> partitioner,
            String... parentNames) {
        Objects.requireNonNull(name, "name cannot be null");
        Objects.requireNonNull(topic, "topic cannot be null");
        graph.addSink(new SinkSpec(
                name,
                names(parentNames, "predecessorNames"),
                topic,
                null,
                keySerializer,
                valueSerializer,
                partitioner));
        return this;
    }

    public synchronized <K, V> Topology addSink(
            String name, TopicNameExtractor<? super K, ? super V> topicExtractor, String... parentNames) {
        return addSink(name, topicExtractor, null, null, null, parentNames);
    }

    public synchronized <K, V> Topology addSink(
            String name,
            TopicNameExtractor<? super K, ? super V> topicExtractor,
            @Nullable StreamPartitioner<? super K, ? super V> partitioner,
            String... parentNames) {
        return addSink(name, topicExtractor, null, null, partitioner, parentNames);
    }

    public synchronized <K, V> Topology addSink(
            String name,
            TopicNameExtractor<? super K, ? super V> topicExtractor,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer,
            String... parentNames) {
        return addSink(name, topicExtractor, keySerializer, valueSerializer, null, parentNames);
    }

    /** Adds a node that writes each record to the topic that the extractor names. */
    public synchronized <K, V> Topology addSink(
            String name,
            TopicNameExtractor<? super K, ? super V> topicExtractor,
            @Nullable Serializer<K> keySerializer,
            @Nullable Serializer<V> valueSerializer,
            @Nullable StreamPartitioner<? super K, ? super V> partitioner,
            String... parentNames) {
        Objects.requireNonNull(topicExtractor, "topicExtractor cannot be null");
        graph.addSink(new SinkSpec(
                name,
                names(parentNames, "predecessorNames"),
                null,
                topicExtractor,
                keySerializer,
                valueSerializer,
                partitioner));
        return this;
    }

    /** Adds a processor, with the stores that its supplier brings. */
    public synchronized <KIn, VIn, KOut, VOut> Topology addProcessor(
            String name, ProcessorSupplier<KIn, VIn, KOut, VOut> supplier, String... parentNames) {
        Objects.requireNonNull(name, "name cannot be null");
        Objects.requireNonNull(supplier, "processorSupplier cannot be null");
        graph.addProcessor(name, supplier, names(parentNames, "predecessorNames"));
        return this;
    }

    /** Adds a store and connects it with processors. */
    public synchronized <S extends StateStore> Topology addStateStore(
            StoreBuilder<S> storeBuilder, String... processorNames) {
        Objects.requireNonNull(storeBuilder, "storeBuilder cannot be null");
        for (String processorName : processorNames) {
            Objects.requireNonNull(processorName, "processor cannot not be null");
        }
        graph.addStore(StoreSpec.of(storeBuilder), processorNames);
        return this;
    }

    public synchronized <K, V, S extends StateStore> Topology addGlobalStore(
            StoreBuilder<S> storeBuilder,
            String sourceName,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String topic,
            String processorName,
            ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
        return addGlobalStore(
                storeBuilder,
                sourceName,
                null,
                keyDeserializer,
                valueDeserializer,
                topic,
                processorName,
                stateUpdateSupplier);
    }

    /**
     * Adds a store that every instance fills from all partitions of a topic, through a processor that gets the topic's records and writes
     * the store. Any processor can read it without being connected. It has no changelog but the topic.
     */
    public synchronized <K, V, S extends StateStore> Topology addGlobalStore(
            StoreBuilder<S> storeBuilder,
            String sourceName,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String topic,
            String processorName,
            ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
        Objects.requireNonNull(storeBuilder, "storeBuilder cannot be null");
        Objects.requireNonNull(stateUpdateSupplier, "stateUpdateSupplier cannot be null");
        Objects.requireNonNull(topic, "topic cannot be null");
        graph.addGlobalStore(
                new SourceSpec(
                        sourceName, List.of(topic), null, null, timestampExtractor, keyDeserializer, valueDeserializer),
                processorName,
                stateUpdateSupplier,
                new GlobalStoreSpec(StoreSpec.of(storeBuilder), topic, true));
        return this;
    }

    public synchronized <K, V, S extends StateStore> Topology addReadOnlyStateStore(
            StoreBuilder<S> storeBuilder,
            String sourceName,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String topic,
            String processorName,
            ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
        return addReadOnlyStateStore(
                storeBuilder,
                sourceName,
                null,
                keyDeserializer,
                valueDeserializer,
                topic,
                processorName,
                stateUpdateSupplier);
    }

    /**
     * Adds a store that is filled from a topic, through a processor that gets the topic's records and writes the store. The topic serves
     * as the store's changelog, so it has to be one: compacted, and with the entries as they lie in the store.
     */
    public synchronized <K, V, S extends StateStore> Topology addReadOnlyStateStore(
            StoreBuilder<S> storeBuilder,
            String sourceName,
            @Nullable TimestampExtractor timestampExtractor,
            @Nullable Deserializer<K> keyDeserializer,
            @Nullable Deserializer<V> valueDeserializer,
            String topic,
            String processorName,
            ProcessorSupplier<K, V, Void, Void> stateUpdateSupplier) {
        addSource(
                io.tailrace.streams.AutoOffsetReset.earliest(),
                sourceName,
                timestampExtractor,
                keyDeserializer,
                valueDeserializer,
                topic);
        graph.addProcessor(processorName, stateUpdateSupplier, List.of(sourceName));
        storeBuilder.withLoggingDisabled();
        graph.addStore(StoreSpec.of(storeBuilder), processorName);
        graph.reuseAsChangelog(storeBuilder.name(), topic);
        return this;
    }

    /** Connects a processor with stores, which makes it and their other users one sub-topology. */
    public synchronized Topology connectProcessorAndStateStores(String processorName, String... stateStoreNames) {
        Objects.requireNonNull(processorName, "processorName cannot be null");
        if (names(stateStoreNames, "stateStoreNames").isEmpty()) {
            throw new TopologyException("stateStoreNames cannot be empty");
        }
        for (String storeName : stateStoreNames) {
            graph.connect(processorName, storeName);
        }
        return this;
    }

    /** Names as a list that may hold nulls, which the graph refuses. */
    private static List<String> names(String[] names, String what) {
        Objects.requireNonNull(names, what + " cannot be a null array");
        return Arrays.asList(names);
    }

    public synchronized TopologyDescription describe() {
        return graph.describe();
    }
}
