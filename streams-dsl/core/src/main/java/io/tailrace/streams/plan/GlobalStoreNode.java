package io.tailrace.streams.plan;

import io.tailrace.streams.topology.GlobalStoreSpec;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.function.Supplier;

/** Reads one topic into a global store. */
public final class GlobalStoreNode extends PlanNode {
    private final String sourceName;
    private final SourceReading reading;
    private final Supplier<?> processor;
    private final GlobalStoreSpec store;

    public GlobalStoreNode(
            String name, String sourceName, SourceReading reading, Supplier<?> processor, GlobalStoreSpec store) {
        super(name);
        this.sourceName = sourceName;
        this.reading = reading;
        this.processor = processor;
        this.store = store;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        SourceSpec source = new SourceSpec(
                sourceName,
                List.of(store.topic()),
                null,
                null,
                reading.timestampExtractor(),
                reading.keyDeserializer(),
                reading.valueDeserializer());
        graph.addGlobalStore(source, name(), processor, store);
    }
}
