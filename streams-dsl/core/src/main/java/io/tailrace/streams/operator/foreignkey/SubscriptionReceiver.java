package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Keeps subscriptions in their store, and passes them on to be answered. */
public record SubscriptionReceiver<K, KForeign>(String storeName, CombinedKeys<KForeign, K> keys)
        implements ProcessorSupplier<KForeign, Subscription<K>, KForeign, Subscription<K>> {
    @Override
    public Processor<KForeign, Subscription<K>, KForeign, Subscription<K>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TimestampedKeyValueStore<Bytes, Subscription<K>> store;

            @Override
            public void init(ProcessorContext<KForeign, Subscription<K>> context) {
                super.init(context);
                keys.init(context);
                store = context.getStateStore(storeName);
            }

            @Override
            public void process(Record<KForeign, Subscription<K>> record) {
                Subscription<K> subscription = record.value();
                if (record.key() != null) {
                    keep(record, subscription);
                } else if (subscription.instruction() != Subscription.Instruction.ANSWER_ALWAYS) {
                    OperatorContext.of(context()).recordDropped("null foreign key");
                    return;
                }
                context().forward(record);
            }

            private void keep(Record<KForeign, Subscription<K>> record, Subscription<K> subscription) {
                Bytes key = keys.combine(record.key(), subscription.primaryKey(), record.headers());
                if (subscription.instruction().deletes()) {
                    Objects.requireNonNull(store).delete(key);
                } else {
                    Objects.requireNonNull(store).put(key, ValueAndTimestamp.make(subscription, record.timestamp()));
                }
            }
        };
    }
}
