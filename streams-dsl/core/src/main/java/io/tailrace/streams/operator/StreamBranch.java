package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.Predicate;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.List;

/**
 * Sends a record to the first branch that accepts it.
 *
 * @param predicates one per branch; shared with the builder, which fills it
 * @param branchNames child names in the order of the predicates, with the default branch, if there is one, at the end
 */
public record StreamBranch<K, V>(List<Predicate<? super K, ? super V>> predicates, List<String> branchNames)
        implements ProcessorSupplier<K, V, K, V> {
    @Override
    public Processor<K, V, K, V> get() {
        return new ContextualProcessor<>() {
            @Override
            public void process(Record<K, V> record) {
                for (int i = 0; i < predicates.size(); i++) {
                    if (predicates.get(i).test(record.key(), record.value())) {
                        context().forward(record, branchNames.get(i));
                        return;
                    }
                }
                if (branchNames.size() > predicates.size()) {
                    context().forward(record, branchNames.get(predicates.size()));
                }
            }
        };
    }
}
