package io.tailrace.streams.operator.grace;

import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.operator.TableGetter;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Joins stream records with the row of a versioned table as of the record's time, once the grace period has passed in stream time, so that
 * updates of the table which are late by less than that are seen. A record that is late by more is joined at once.
 *
 * @param name of the processor
 * @param left whether a record without a row is joined with null rather than dropped; one without key is at once
 */
public record GraceTableJoin<K, V, VTable, VOut>(
        String name,
        TableView<K, VTable> table,
        ValueJoinerWithKey<? super K, ? super V, ? super VTable, ? extends VOut> joiner,
        boolean left,
        BufferOptions<K, V> buffer)
        implements ProcessorSupplier<K, V, K, VOut> {
    @Override
    public Processor<K, V, K, VOut> get() {
        TableGetter<K, VTable> rows = table.getters().get();
        return new ContextualProcessor<>() {
            private @Nullable WaitingRecords<K, V> waiting;

            @Override
            public void init(ProcessorContext<K, VOut> context) {
                super.init(context);
                rows.init(context);
                if (!rows.isVersioned()) {
                    throw new IllegalArgumentException(
                            "KTable must be versioned to use a grace period in a stream table join.");
                }
                waiting = new WaitingRecords<>(context, buffer, name);
            }

            @Override
            public void process(Record<K, V> record) {
                if (record.value() == null || (record.key() == null && !left)) {
                    OperatorContext.of(context()).recordDropped("null join key or value");
                    return;
                }
                TaskContext task = (TaskContext) context();
                RecordContext from = task.recordContext();
                if (record.key() == null
                        || from == null
                        || !Objects.requireNonNull(waiting).add(record, from)) {
                    join(record);
                } else {
                    waiting.takeDue(this::joinInItsContext);
                }
            }

            private void joinInItsContext(Record<K, V> record, RecordContext from) {
                TaskContext task = (TaskContext) context();
                RecordContext before = task.recordContext();
                task.setRecordContext(from);
                try {
                    join(record);
                } finally {
                    task.setRecordContext(before);
                }
            }

            private void join(Record<K, V> record) {
                VTable row =
                        record.key() == null ? null : TableGetter.valueOf(rows.get(record.key(), record.timestamp()));
                if (left || row != null) {
                    context().forward(record.withValue(joiner.apply(record.key(), record.value(), row)));
                }
            }
        };
    }
}
