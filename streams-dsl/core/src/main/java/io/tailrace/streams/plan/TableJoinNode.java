package io.tailrace.streams.plan;

import io.tailrace.streams.operator.VersionAware;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Joins two tables: a processor for the updates of each side, and one that merges their results. */
public final class TableJoinNode extends PlanNode {
    private final Side left;
    private final Side right;
    private final Supplier<?> merger;
    private final @Nullable StoreSpec store;

    /**
     * One side of the join.
     *
     * @param parent name of the table's node
     * @param storeNames stores that the <em>other</em> side reads
     */
    public record Side(String name, String parent, Supplier<?> supplier, List<String> storeNames) {}

    public TableJoinNode(String name, Side left, Side right, Supplier<?> merger, @Nullable StoreSpec store) {
        super(name);
        this.left = left;
        this.right = right;
        this.merger = merger;
        this.store = store;
        outputVersioned(store != null && store.isVersioned());
    }

    @Override
    void useVersionsOf(PlanNode parent) {
        useVersions(left, parent);
        useVersions(right, parent);
    }

    private static void useVersions(Side side, PlanNode parent) {
        if (side.parent().equals(parent.name()) && side.supplier() instanceof VersionAware aware) {
            aware.useVersions();
        }
    }

    @Override
    void writeTo(TopologyGraph graph) {
        graph.addProcessor(left.name(), left.supplier(), List.of(left.parent()));
        graph.addProcessor(right.name(), right.supplier(), List.of(right.parent()));
        List<StoreSpec> stores = store == null ? List.of() : List.of(store);
        graph.addProcessor(name(), merger, List.of(left.name(), right.name()), stores);
        right.storeNames().forEach(storeName -> graph.connect(left.name(), storeName));
        left.storeNames().forEach(storeName -> graph.connect(right.name(), storeName));
    }
}
