package io.tailrace.streams.operator.foreignkey;

import io.tailrace.common.serialization.BytesSerializer;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.operator.Change;
import io.tailrace.streams.operator.OperatorContext;
import io.tailrace.streams.operator.VersionAware;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Answers all subscriptions to a right row when it changes.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class ForeignTableJoin<K, KForeign, VForeign>
        implements ProcessorSupplier<KForeign, Change<VForeign>, K, Response<VForeign>>, VersionAware {
    private final String storeName;
    private final CombinedKeys<KForeign, K> keys;
    private boolean latestOnly;

    public ForeignTableJoin(String storeName, CombinedKeys<KForeign, K> keys) {
        this.storeName = storeName;
        this.keys = keys;
    }

    /** Passes over updates that are older than the row, as a versioned table has them. */
    @Override
    public void useVersions() {
        latestOnly = true;
    }

    @Override
    public Processor<KForeign, Change<VForeign>, K, Response<VForeign>> get() {
        return new ContextualProcessor<>() {
            private @Nullable TimestampedKeyValueStore<Bytes, Subscription<K>> store;

            @Override
            public void init(ProcessorContext<K, Response<VForeign>> context) {
                super.init(context);
                keys.init(context);
                store = context.getStateStore(storeName);
            }

            @Override
            public void process(Record<KForeign, Change<VForeign>> record) {
                if (record.key() == null) {
                    OperatorContext.of(context()).recordDropped("null key");
                    return;
                }
                if (latestOnly && !record.value().isLatest()) {
                    OperatorContext.of(context()).recordDropped("out-of-order update of a versioned table");
                    return;
                }
                Bytes prefix = keys.prefix(record.key(), record.headers());
                try (KeyValueIterator<Bytes, ValueAndTimestamp<Subscription<K>>> subscriptions =
                        Objects.requireNonNull(store).prefixScan(prefix, new BytesSerializer())) {
                    while (subscriptions.hasNext()) {
                        answer(record, subscriptions.next());
                    }
                }
            }

            private void answer(
                    Record<KForeign, Change<VForeign>> record,
                    KeyValue<Bytes, ValueAndTimestamp<Subscription<K>>> entry) {
                Subscription<K> subscription = entry.value.value();
                context()
                        .forward(record.withKey(keys.primary(entry.key, record.headers()))
                                .withValue(new Response<>(
                                        subscription.hash(),
                                        record.value().newValue(),
                                        subscription.primaryPartition())));
            }
        };
    }
}
