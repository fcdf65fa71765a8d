package io.tailrace.streams.plan;

import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Joins two streams: a processor for the records of each, and one that merges their results. A stream that is joined with itself can do
 * with one processor and one store.
 */
public final class StreamJoinNode extends PlanNode {
    private final Side left;
    private final Side right;
    private final Supplier<?> merger;
    private final Supplier<?> selfJoin;
    private final @Nullable StoreSpec unmatched;
    private boolean joinsItself;

    /**
     * One side of the join.
     *
     * @param windowed the node that keeps the records of this side
     * @param store where it keeps them
     * @param outer whether records without partner are joined with null
     */
    public record Side(String name, Supplier<?> supplier, PlanNode windowed, StoreSpec store, boolean outer) {}

    /**
     * @param selfJoin what can take the place of all three processors if both sides are the same stream
     * @param unmatched store of an outer join for the records that wait for a partner
     */
    public StreamJoinNode(
            String name,
            Side left,
            Side right,
            Supplier<?> merger,
            Supplier<?> selfJoin,
            @Nullable StoreSpec unmatched) {
        super(name);
        this.left = left;
        this.right = right;
        this.merger = merger;
        this.selfJoin = selfJoin;
        this.unmatched = unmatched;
    }

    @Override
    boolean acceptsNullKeys() {
        return left.outer() || right.outer();
    }

    /** Keeps one store and one processor if both sides are the same stream. */
    void rewriteSelfJoin() {
        if (!joinsItself && parents().size() == 1) {
            parents().get(0).removeChild(right.windowed());
            joinsItself = true;
        }
    }

    @Override
    void writeTo(TopologyGraph graph) {
        String leftWindow = left.windowed().name();
        if (joinsItself) {
            graph.addProcessor(name(), selfJoin, List.of(leftWindow), List.of(left.store()));
            return;
        }
        graph.addProcessor(left.name(), left.supplier(), List.of(leftWindow), with(right.store()));
        graph.addProcessor(
                right.name(), right.supplier(), List.of(right.windowed().name()), with(left.store()));
        graph.addProcessor(name(), merger, List.of(left.name(), right.name()));
    }

    private List<StoreSpec> with(StoreSpec otherStore) {
        return unmatched == null ? List.of(otherStore) : List.of(otherStore, unmatched);
    }
}
