package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.List;

/**
 * Where the aggregations of a cogroup come together to one table. They share a store, of which this is the view.
 *
 * @param aggregations at least one
 */
public record TablePassThrough<K, V>(List<TableOperator<K, V>> aggregations)
        implements ProcessorSupplier<K, Change<V>, K, Change<V>>, TableOperator<K, V> {
    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        aggregations.forEach(aggregation -> aggregation.enableSendingOldValues(true));
        return true;
    }

    @Override
    public TableView<K, V> view() {
        return aggregations.get(0).view();
    }

    @Override
    public Processor<K, Change<V>, K, Change<V>> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, Change<V>> record) {
                context().forward(record);
            }
        };
    }
}
