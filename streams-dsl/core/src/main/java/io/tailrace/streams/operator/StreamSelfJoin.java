package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.kstream.ValueJoinerWithKey;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An inner join of a stream with itself over one window store: a record is joined as the left one with those before it, then as the right
 * one, and with itself where it stands in the order of time.
 */
public record StreamSelfJoin<K, V, VOut>(
        JoinWindows windows,
        String storeName,
        ValueJoinerWithKey<? super K, ? super V, ? super V, ? extends VOut> joiner)
        implements ProcessorSupplier<K, V, K, VOut> {
    @Override
    public Processor<K, V, K, VOut> get() {
        return new ContextualProcessor<>() {
            private @Nullable JoinValues<K, ?, V> store;
            private long streamTimeMs = -1;

            @Override
            public void init(ProcessorContext<K, VOut> context) {
                super.init(context);
                store = JoinValues.of(context, storeName);
            }

            @Override
            public void process(Record<K, V> record) {
                if (record.key() == null || record.value() == null) {
                    OperatorContext.of(context()).recordDropped("null key or value");
                    return;
                }
                streamTimeMs = Math.max(streamTimeMs, record.timestamp());
                try (WindowStoreIterator<V> partners = partners(record, windows.beforeMs, windows.afterMs)) {
                    while (partners.hasNext()) {
                        KeyValue<Long, V> partner = partners.next();
                        forward(record, record.value(), partner.value, partner.key);
                    }
                }
                boolean selfPending = !isExpired(record.timestamp());
                try (WindowStoreIterator<V> partners = partners(record, windows.afterMs, windows.beforeMs)) {
                    while (partners.hasNext()) {
                        KeyValue<Long, V> partner = partners.next();
                        if (selfPending && partner.key > record.timestamp()) {
                            selfPending = false;
                            forward(record, record.value(), record.value(), record.timestamp());
                        }
                        forward(record, partner.value, record.value(), partner.key);
                    }
                }
                if (selfPending) {
                    forward(record, record.value(), record.value(), record.timestamp());
                }
            }

            private WindowStoreIterator<V> partners(Record<K, V> record, long beforeMs, long afterMs) {
                long from = Math.max(0, record.timestamp() - beforeMs);
                long to = Math.max(0, record.timestamp() + afterMs);
                return Objects.requireNonNull(store).near(record.key(), from, to);
            }

            private boolean isExpired(long timestampMs) {
                return timestampMs <= streamTimeMs - windows.size() - windows.gracePeriodMs() + 1;
            }

            private void forward(Record<K, V> record, V left, V right, long partnerMs) {
                context()
                        .forward(record.withValue(joiner.apply(record.key(), left, right))
                                .withTimestamp(Math.max(record.timestamp(), partnerMs)));
            }
        };
    }
}
