package io.tailrace.streams;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.dsl.DslBuilder;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanSettings;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Builds a topology with the DSL.
 *
 * <p><b>Threads:</b> safe; normally used by one thread.
 */
public class StreamsBuilder {
    protected final Topology topology;
    private final Plan plan;
    private final DslBuilder dsl;

    public StreamsBuilder() {
        topology = new Topology();
        plan = new Plan(topology.graph);
        dsl = new DslBuilder(plan);
    }

    /** @param topologyConfigs what changes the topology itself: kind of DSL stores, processor wrapper, rules for names */
    @SuppressWarnings("this-escape") // Kafka's hook for subclasses
    public StreamsBuilder(TopologyConfig topologyConfigs) {
        topology = newTopology(topologyConfigs);
        plan = new Plan(topology.graph, PlanSettings.of(topologyConfigs));
        dsl = new DslBuilder(plan);
    }

    /** Makes the topology that this builder fills; for subclasses. */
    protected Topology newTopology(TopologyConfig topologyConfigs) {
        return new Topology(topologyConfigs);
    }

    public synchronized <K, V> KStream<K, V> stream(String topic) {
        return stream(Collections.singleton(topic));
    }

    public synchronized <K, V> KStream<K, V> stream(String topic, Consumed<K, V> consumed) {
        return stream(Collections.singleton(topic), consumed);
    }

    public synchronized <K, V> KStream<K, V> stream(Collection<String> topics) {
        return stream(topics, Consumed.with(null, null));
    }

    /** Reads topics as one stream, in no order between topics or partitions. */
    public synchronized <K, V> KStream<K, V> stream(Collection<String> topics, Consumed<K, V> consumed) {
        Objects.requireNonNull(topics, "topics can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        return dsl.stream(topics, null, consumed);
    }

    public synchronized <K, V> KStream<K, V> stream(Pattern topicPattern) {
        return stream(topicPattern, Consumed.with(null, null));
    }

    /** Reads all topics that the pattern matches, also those made later. */
    public synchronized <K, V> KStream<K, V> stream(Pattern topicPattern, Consumed<K, V> consumed) {
        Objects.requireNonNull(topicPattern, "topicPattern can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        return dsl.stream(List.of(), topicPattern, consumed);
    }

    public synchronized <K, V> KTable<K, V> table(String topic) {
        return table(topic, Consumed.with(null, null));
    }

    public synchronized <K, V> KTable<K, V> table(String topic, Consumed<K, V> consumed) {
        return table(topic, consumed, Materialized.with(null, null));
    }

    public synchronized <K, V> KTable<K, V> table(
            String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        return table(topic, Consumed.with(null, null), materialized);
    }

    /** Reads a topic as a table: a record replaces the row of its key, a null value deletes it. */
    public synchronized <K, V> KTable<K, V> table(
            String topic, Consumed<K, V> consumed, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(topic, "topic can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        Objects.requireNonNull(materialized, "materialized can't be null");
        return dsl.table(topic, consumed, materialized);
    }

    public synchronized <K, V> GlobalKTable<K, V> globalTable(String topic) {
        return globalTable(topic, Consumed.with(null, null));
    }

    public synchronized <K, V> GlobalKTable<K, V> globalTable(String topic, Consumed<K, V> consumed) {
        Objects.requireNonNull(topic, "topic can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        return dsl.globalTable(topic, consumed, Materialized.with(null, null), true);
    }

    public synchronized <K, V> GlobalKTable<K, V> globalTable(
            String topic, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(topic, "topic can't be null");
        Objects.requireNonNull(materialized, "materialized can't be null");
        return dsl.globalTable(topic, DslBuilder.consumedWithSerdesOf(materialized), materialized, false);
    }

    /**
     * Reads all partitions of a topic as a table in every instance of the application. The serdes are those of {@code consumed}.
     *
     * @throws io.tailrace.streams.errors.TopologyException if the store would be versioned
     */
    public synchronized <K, V> GlobalKTable<K, V> globalTable(
            String topic, Consumed<K, V> consumed, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        Objects.requireNonNull(topic, "topic can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        Objects.requireNonNull(materialized, "materialized can't be null");
        return dsl.globalTable(topic, consumed, DslBuilder.withSerdesOf(consumed, materialized), false);
    }

    /**
     * Adds a store that every instance fills from all partitions of a topic, through a processor that gets the topic's records and writes
     * the store. Any processor and transformer can read it without being connected.
     */
    public synchronized <KIn, VIn> StreamsBuilder addGlobalStore(
            StoreBuilder<?> storeBuilder,
            String topic,
            Consumed<KIn, VIn> consumed,
            ProcessorSupplier<KIn, VIn, Void, Void> stateUpdateSupplier) {
        Objects.requireNonNull(storeBuilder, "storeBuilder can't be null");
        Objects.requireNonNull(consumed, "consumed can't be null");
        dsl.addGlobalStore(storeBuilder, topic, consumed, stateUpdateSupplier);
        return this;
    }

    /** Adds a store for processors to use; they name it when they are added. */
    public synchronized StreamsBuilder addStateStore(StoreBuilder<?> builder) {
        Objects.requireNonNull(builder, "builder can't be null");
        dsl.addStateStore(builder);
        return this;
    }

    /** The topology of all that was added, without optimisation. */
    public synchronized Topology build() {
        return build(null);
    }

    /**
     * The topology of all that was added.
     *
     * @param props {@code topology.optimization} says which rules to apply; null for none
     * @throws io.tailrace.common.config.ConfigException for an unknown rule
     */
    public synchronized Topology build(@Nullable Properties props) {
        String rules = props == null ? null : props.getProperty(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG);
        plan.writeToGraph(rules == null ? Set.of() : StreamsConfig.verifyTopologyOptimizationConfigs(rules));
        return topology;
    }
}
