package io.tailrace.streams.plan;

import io.tailrace.streams.operator.ExpiringTable;
import io.tailrace.streams.operator.TableSource;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.StoreSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.List;
import java.util.function.Supplier;

/** Reads one topic as a table. */
public final class TableSourceNode extends PlanNode {
    private final String topic;
    private final String sourceName;
    private final SourceReading reading;
    private final TableSource<?, ?> table;
    private final StoreSpec store;
    private boolean topicIsChangelog;

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
        outputVersioned(store.isVersioned());
    }

    /** Has the store restored from the topic that the table is read from, in place of a changelog of its own. */
    void reuseTopicAsChangelog() {
        topicIsChangelog = true;
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
        boolean stored = table.materialized();
        boolean expires = store.ttlMs() >= 0;
        boolean reused = stored && topicIsChangelog && !expires; // what expires is not deleted from the topic
        Supplier<?> operator = expires ? ExpiringTable.of(table, store.name(), store.ttlMs(), store.keySerde()) : table;
        StoreSpec declared = reused ? store.unlogged() : store;
        graph.addProcessor(name(), operator, List.of(sourceName), stored ? List.of(declared) : List.of());
        if (reused) {
            graph.reuseAsChangelog(store.name(), topic);
        }
    }
}
