package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.kstream.ValueJoiner;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.operator.TableGetter;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins answers with the left rows that asked. An answer to a row that has changed since is dropped, as the new row has asked again.
 *
 * @param left whether a row without an answer is joined with null rather than deleted
 */
public record ResponseJoin<K, V, VForeign, VOut>(
        TableView<K, V> table,
        ValueJoiner<? super V, ? super VForeign, ? extends VOut> joiner,
        PseudoTopics topics,
        @Nullable Serde<V> valueSerde,
        boolean left)
        implements ProcessorSupplier<K, Response<VForeign>, K, VOut> {
    @Override
    public Processor<K, Response<VForeign>, K, VOut> get() {
        TableGetter<K, V> rows = table.getters().get();
        return new ContextualProcessor<>() {
            private @Nullable RowHasher<V> hasher;

            @Override
            public void init(ProcessorContext<K, VOut> context) {
                super.init(context);
                rows.init(context);
                hasher = new RowHasher<>(topics, valueSerde, context);
            }

            @Override
            public void process(Record<K, Response<VForeign>> record) {
                Response<VForeign> response = record.value();
                V row = TableGetter.valueOf(rows.get(record.key()));
                ValueHash hash = Objects.requireNonNull(hasher).hash(row, record.headers());
                if (!Objects.equals(hash, response.hash())) {
                    OperatorContext.of(context()).recordDropped("answer to a row that has changed");
                    return;
                }
                VForeign foreign = response.foreignValue();
                boolean none = foreign == null && (!left || row == null);
                context().forward(record.withValue(none ? null : joiner.apply(row, foreign)));
            }
        };
    }
}
