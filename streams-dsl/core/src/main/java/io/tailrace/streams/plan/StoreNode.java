package io.tailrace.streams.plan;

import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;

/** A store that was added to the builder for processors to use. */
public final class StoreNode extends PlanNode {
    private final StoreSpec store;

    public StoreNode(StoreSpec store) {
        super(store.name());
        this.store = store;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        graph.addStore(store);
    }
}
