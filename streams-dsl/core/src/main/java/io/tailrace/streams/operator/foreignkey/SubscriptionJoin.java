package io.tailrace.streams.operator.foreignkey;

import io.tailrace.streams.operator.TableGetter;
import io.tailrace.streams.operator.TableView;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/** Answers subscriptions with the right row as it is now. */
public record SubscriptionJoin<K, KForeign, VForeign>(TableView<KForeign, VForeign> table)
        implements ProcessorSupplier<KForeign, Subscription<K>, K, Response<VForeign>> {
    @Override
    public Processor<KForeign, Subscription<K>, K, Response<VForeign>> get() {
        TableGetter<KForeign, VForeign> rows = table.getters().get();
        return new ContextualProcessor<>() {
            @Override
            public void init(ProcessorContext<K, Response<VForeign>> context) {
                super.init(context);
                rows.init(context);
            }

            @Override
            public void process(Record<KForeign, Subscription<K>> record) {
                ValueAndTimestamp<VForeign> row = record.key() == null ? null : rows.get(record.key());
                switch (record.value().instruction()) {
                    case DELETE_QUIETLY -> {}
                    case DELETE_AND_ANSWER -> answer(record, row, null);
                    case ANSWER_ALWAYS -> answer(record, row, TableGetter.valueOf(row));
                    case ANSWER_IF_PRESENT -> {
                        if (row != null) {
                            answer(record, row, row.value());
                        }
                    }
                }
            }

            private void answer(
                    Record<KForeign, Subscription<K>> record,
                    @Nullable ValueAndTimestamp<VForeign> row,
                    @Nullable VForeign value) {
                Subscription<K> subscription = record.value();
                long timestamp = row == null ? record.timestamp() : Math.max(record.timestamp(), row.timestamp());
                context()
                        .forward(record.withKey(subscription.primaryKey())
                                .withValue(new Response<>(subscription.hash(), value, subscription.primaryPartition()))
                                .withTimestamp(timestamp));
            }
        };
    }
}
