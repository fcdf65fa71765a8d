package io.tailrace.streams.dsl;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.GlobalKTable;
import io.tailrace.streams.kstream.KStream;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.plan.GlobalStoreNode;
import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.StoreNode;
import io.tailrace.streams.plan.StreamSourceNode;
import io.tailrace.streams.plan.TableSourceNode;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.VersionedBytesStoreSupplier;
import io.tailrace.streams.topology.GlobalStoreSpec;
import io.tailrace.streams.topology.StoreSpec;
import java.util.Collection;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Adds sources and stores to a plan for {@link io.tailrace.streams.StreamsBuilder}.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
public final class DslBuilder {
    private final Plan plan;

    public DslBuilder(Plan plan) {
        this.plan = plan;
    }

    public <K, V> KStream<K, V> stream(Collection<String> topics, @Nullable Pattern pattern, Consumed<K, V> consumed) {
        ConsumedView<K, V> view = new ConsumedView<>(consumed);
        String name = OptionName.orGenerated(view.name(), plan, StreamImpl.SOURCE);
        StreamSourceNode node = new StreamSourceNode(name, topics, pattern, view.reading());
        plan.addSource(node);
        return new StreamImpl<>(new Position(plan, node, name, Set.of(name)), view.key(), view.value(), false);
    }

    public <K, V> KTable<K, V> table(
            String topic, Consumed<K, V> consumed, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        ConsumedView<K, V> view = new ConsumedView<>(consumed);
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan, topic + "-").orSerdes(view.key(), view.value());
        String sourceName = OptionName.suffixedOrGenerated(view.name(), "-source", plan, StreamImpl.SOURCE);
        String name = OptionName.orGenerated(view.name(), plan, TableImpl.SOURCE);
        TableSource<K, V> table = new TableSource<>(store.requiredName(), store.isWanted());
        TableSourceNode node =
                new TableSourceNode(name, topic, sourceName, view.reading(), table, DslStore.keyValue(store));
        plan.addSource(node);
        return new TableImpl<>(
                new Position(plan, node, name, Set.of(sourceName)),
                view.key(),
                view.value(),
                store.queryableName(),
                table);
    }

    /** Reads a topic with the serdes of the store it goes to. */
    public static <K, V> Consumed<K, V> consumedWithSerdesOf(
            Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store = StoreOptions.of(materialized);
        return Consumed.with(store.key(), store.value());
    }

    /** Stores a topic with the serdes it is read with. */
    public static <K, V> Materialized<K, V, KeyValueStore<Bytes, byte[]>> withSerdesOf(
            Consumed<K, V> consumed, Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized) {
        ConsumedView<K, V> view = new ConsumedView<>(consumed);
        return materialized.withKeySerde(view.key()).withValueSerde(view.value());
    }

    /** @param forceQueryable whether the store can be queried under its generated name if it was given none */
    public <K, V> GlobalKTable<K, V> globalTable(
            String topic,
            Consumed<K, V> consumed,
            Materialized<K, V, KeyValueStore<Bytes, byte[]>> materialized,
            boolean forceQueryable) {
        ConsumedView<K, V> view = new ConsumedView<>(consumed);
        StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> store =
                StoreOptions.of(materialized, plan, topic + "-").orSerdes(view.key(), view.value());
        if (store.supplier() instanceof VersionedBytesStoreSupplier) {
            throw new TopologyException("GlobalTables cannot be versioned.");
        }
        String sourceName = OptionName.suffixedOrGenerated(view.name(), "-source", plan, StreamImpl.SOURCE);
        String name = OptionName.orGenerated(view.name(), plan, TableImpl.SOURCE);
        String storeName = store.requiredName();
        plan.addSource(new GlobalStoreNode(
                name,
                sourceName,
                view.reading(),
                new TableSource<K, V>(storeName, true),
                new GlobalStoreSpec(DslStore.keyValue(store), topic, false)));
        return new GlobalTableImpl<>(storeName, forceQueryable ? storeName : store.queryableName());
    }

    public <K, V> void addGlobalStore(
            StoreBuilder<?> builder,
            String topic,
            Consumed<K, V> consumed,
            ProcessorSupplier<K, V, Void, Void> processor) {
        ConsumedView<K, V> view = new ConsumedView<>(consumed);
        String sourceName = OptionName.suffixedOrGenerated(view.name(), "-source", plan, StreamImpl.SOURCE);
        String name = OptionName.orGenerated(view.name(), plan, TableImpl.SOURCE);
        plan.addSource(new GlobalStoreNode(
                name, sourceName, view.reading(), processor, new GlobalStoreSpec(StoreSpec.of(builder), topic, true)));
    }

    public void addStateStore(StoreBuilder<?> builder) {
        plan.addSource(new StoreNode(StoreSpec.of(builder)));
    }
}
