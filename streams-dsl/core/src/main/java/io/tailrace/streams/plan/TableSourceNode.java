package io.tailrace.streams.plan;

import io.tailrace.streams.operator.ExpiringTable;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;

/** Reads one topic as a table. */
public final class TableSourceNode extends PlanNode {
    private final String topic;
    private final String sourceName;
    private final SourceReading reading;
    private final TableSource<?, ?> table;
    private final StoreSpec store;

    public TableSourceNode(
            String name,
            String topic,
            String sourceName,
            SourceReading reading,
            TableSource<?, ?> table,
            StoreSpec store) {
        super(name);
        this.topic = topic;
        this.sourceName = sourceName;
        this.reading = reading;
        this.table = table;
        this.store = store;
    }

    @Override
    void writeTo(TopologyGraph graph) {
        graph.addSource(new SourceSpec(
                sourceName,
                List.of(topic),
                null,
                reading.offsetReset(),
                reading.timestampExtractor(),
                reading.keyDeserializer(),
                reading.valueDeserializer(),
                reading.idleTimeoutMs()));
        if (store.ttlMs() < 0) {
            graph.addProcessor(name(), table, List.of(sourceName));
        } else {
            ExpiringTable<?, ?, ?> expiring =
                    ExpiringTable.of(table, store.name(), store.ttlMs(), store.keySerde());
            graph.addProcessor(name(), expiring, List.of(sourceName));
            expiring.stores().forEach(timers -> graph.addStore(StoreSpec.of(timers), name()));
        }
        if (table.materialized()) {
            graph.addStore(store, name());
        }
    }
}
