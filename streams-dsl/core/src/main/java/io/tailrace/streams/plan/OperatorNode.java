package io.tailrace.streams.plan;

import io.tailrace.streams.operator.ExpiringTable;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.operator.VersionAware;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** An operation that is one processor, with or without stores. */
public final class OperatorNode extends PlanNode {
    private final Supplier<?> supplier;
    private final List<String> connectedStores;
    private final @Nullable StoreSpec ownStore;
    private final long windowCloseMs;
    private final boolean acceptsNullKeys;
    private final BooleanSupplier storeWanted;
    private long leastHistoryMs = -1;

    private OperatorNode(
            String name,
            Supplier<?> supplier,
            List<String> connectedStores,
            @Nullable StoreSpec ownStore,
            BooleanSupplier storeWanted,
            long windowCloseMs,
            boolean acceptsNullKeys) {
        super(name);
        this.supplier = supplier;
        this.connectedStores = connectedStores;
        this.ownStore = ownStore;
        this.storeWanted = storeWanted;
        this.windowCloseMs = windowCloseMs;
        this.acceptsNullKeys = acceptsNullKeys;
        if (ownStore != null) {
            outputVersioned(ownStore.isVersioned());
        }
    }

    @Override
    void useVersionsOf(PlanNode parent) {
        if (supplier instanceof VersionAware aware) {
            aware.useVersions();
        }
    }

    public static OperatorNode stateless(String name, Supplier<?> supplier) {
        return new OperatorNode(name, supplier, List.of(), null, () -> false, -1, false);
    }

    /** Uses stores that are in the topology already. */
    public static OperatorNode connected(String name, Supplier<?> supplier, List<String> stores) {
        return new OperatorNode(name, supplier, stores, null, () -> false, -1, false);
    }

    public static OperatorNode join(String name, Supplier<?> supplier, List<String> stores, boolean acceptsNullKeys) {
        return new OperatorNode(name, supplier, stores, null, () -> false, -1, acceptsNullKeys);
    }

    /**
     * A join with a store of its own besides those that are in the topology already.
     *
     * @param historyMs how far back the stores in the topology are asked for rows
     */
    public static OperatorNode bufferedJoin(
            String name,
            Supplier<?> supplier,
            List<String> stores,
            long historyMs,
            StoreSpec buffer,
            boolean acceptsNullKeys) {
        OperatorNode node = new OperatorNode(name, supplier, stores, buffer, () -> true, -1, acceptsNullKeys);
        node.leastHistoryMs = historyMs;
        return node;
    }

    /** Has a store of its own; null for none. */
    public static OperatorNode stateful(String name, Supplier<?> supplier, @Nullable StoreSpec store) {
        return new OperatorNode(name, supplier, List.of(), store, () -> true, -1, false);
    }

    /** Uses stores that are in the topology already, and may have one of its own. */
    public static OperatorNode transform(
            String name, Supplier<?> supplier, List<String> stores, @Nullable StoreSpec ownStore) {
        return new OperatorNode(name, supplier, stores, ownStore, () -> true, -1, false);
    }

    public static OperatorNode windowed(String name, Supplier<?> supplier, StoreSpec store, long windowCloseMs) {
        return new OperatorNode(name, supplier, List.of(), store, () -> true, windowCloseMs, false);
    }

    /**
     * One of several that share a store.
     *
     * @param windowCloseMs -1 without windows
     */
    public static OperatorNode sharing(String name, Supplier<?> supplier, StoreSpec store, long windowCloseMs) {
        OperatorNode node = new OperatorNode(name, supplier, List.of(), store, () -> true, windowCloseMs, false);
        node.outputVersioned(store.isVersioned());
        return node;
    }

    /** A table out of a stream: has its store only if somebody needs it. */
    public static OperatorNode table(String name, TableSource<?, ?> table, StoreSpec store) {
        return new OperatorNode(name, table, List.of(), store, table::materialized, -1, false);
    }

    @Override
    long windowCloseMs() {
        return windowCloseMs;
    }

    @Override
    boolean acceptsNullKeys() {
        return acceptsNullKeys;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        boolean hasStore = ownStore != null && storeWanted.getAsBoolean();
        Supplier<?> operator = hasStore && ownStore.ttlMs() >= 0
                ? ExpiringTable.of(supplier, ownStore.name(), ownStore.ttlMs(), ownStore.keySerde())
                : supplier;
        graph.addProcessor(name(), operator, parentNames(), hasStore ? List.of(ownStore) : List.of());
        for (String store : connectedStores) {
            graph.connect(name(), store);
            if (leastHistoryMs >= 0) {
                graph.requireHistory(store, leastHistoryMs);
            }
        }
    }
}
