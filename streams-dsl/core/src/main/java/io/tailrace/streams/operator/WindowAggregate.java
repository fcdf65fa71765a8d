package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.Window;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream per key and window of fixed size. A window is closed once stream time is at or past its end plus grace; records
 * for closed windows are dropped and counted.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class WindowAggregate<K, V, VAgg, W extends Window>
        implements ProcessorSupplier<K, V, Windowed<K>, Change<VAgg>>, TableOperator<Windowed<K>, VAgg> {
    private final Windows<W> windows;
    private final String storeName;
    private final boolean emitFinal;
    private final long slackMs;
    private final @Nullable String lateTopic;
    private final Initializer<VAgg> initializer;
    private final Aggregator<? super K, ? super V, VAgg> aggregator;
    private boolean sendOldValues;

    public WindowAggregate(
            Windows<W> windows,
            String storeName,
            Emission emit,
            Initializer<VAgg> initializer,
            Aggregator<? super K, ? super V, VAgg> aggregator) {
        this.windows = windows;
        this.storeName = storeName;
        this.emitFinal = emit.isFinal();
        this.slackMs = emit.slackMs();
        this.lateTopic = emit.lateTopic();
        this.initializer = initializer;
        this.aggregator = aggregator;
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        sendOldValues = true;
        return true;
    }

    @Override
    public TableView<Windowed<K>, VAgg> view() {
        return viewOf(storeName);
    }

    /** The view of a window store. */
    static <K, VAgg> TableView<Windowed<K>, VAgg> viewOf(String storeName) {
        return new TableView<>(List.of(storeName), () -> new TableGetter<>() {
            private @Nullable WindowRows<K, VAgg> store;

            @Override
            public void init(ProcessingContext context) {
                store = WindowRows.of(context, storeName);
            }

            @Override
            public @Nullable ValueAndTimestamp<VAgg> get(Windowed<K> key) {
                return Objects.requireNonNull(store).get(key.key(), key.window().start());
            }
        });
    }

    @Override
    public Processor<K, V, Windowed<K>, Change<VAgg>> get() {
        return new WindowProcessor();
    }

    private final class WindowProcessor extends ContextualProcessor<K, V, Windowed<K>, Change<VAgg>>
            implements TimeObserver {
        private WindowRows<K, VAgg> store;
        private ChangeForwarder<Windowed<K>, VAgg> forwarder;
        private EmitFinal emission;
        private long streamTimeMs = -1;

        @Override
        public void init(ProcessorContext<Windowed<K>, Change<VAgg>> context) {
            super.init(context);
            store = WindowRows.of(context, storeName);
            emission = new EmitFinal(storeName, context, slackMs);
            forwarder = emitFinal
                    ? ChangeForwarder.direct(context, sendOldValues)
                    : ChangeForwarder.of(store.store(), context, sendOldValues);
        }

        @Override
        public void process(Record<K, V> record) {
            if (record.key() == null) {
                OperatorContext.of(context()).recordDropped("null key");
                return;
            }
            streamTimeMs = Math.max(streamTimeMs, record.timestamp());
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs();
            // Before the update, which may move the store past windows that are closed by now.
            if (emitFinal && emission.due(closeTimeMs)) {
                emitClosed(record, closeTimeMs);
            }
            boolean late = false;
            for (W window : windows.windowsFor(record.timestamp()).values()) {
                if (window.end() > closeTimeMs) {
                    update(record, window);
                } else {
                    OperatorContext.of(context()).recordDropped("expired window");
                    late = true;
                }
            }
            if (late) {
                OperatorContext.of(context()).sendLate(lateTopic);
            }
        }

        @Override
        public void streamTimeAdvanced(long timeMs) {
            streamTimeMs = Math.max(streamTimeMs, timeMs);
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs();
            if (emitFinal && emission.due(closeTimeMs)) {
                emitClosed(new Record<>(null, null, timeMs), closeTimeMs);
            }
        }

        private void update(Record<K, V> record, W window) {
            ValueAndTimestamp<VAgg> oldRow = store.get(record.key(), window.start());
            VAgg oldAgg = TableGetter.valueOf(oldRow);
            long timestamp = record.timestamp();
            if (oldAgg == null) {
                oldAgg = initializer.apply();
            } else {
                timestamp = Math.max(timestamp, oldRow.timestamp());
            }
            VAgg newAgg = aggregator.apply(record.key(), record.value(), oldAgg);
            store.put(record.key(), ValueAndTimestamp.make(newAgg, timestamp), window.start());
            if (!emitFinal && !forwarder.leavesItToTheCache()) {
                forwarder.maybeForward(record.withKey(new Windowed<>(record.key(), window))
                        .withValue(new Change<>(newAgg, sendOldValues ? oldAgg : null))
                        .withTimestamp(timestamp));
            }
        }

        private void emitClosed(Record<K, V> record, long closeTimeMs) {
            long lastStart = closeTimeMs - windows.size();
            if (lastStart < 0) {
                return;
            }
            long last = emission.lastCloseTimeMs();
            long firstStart = last < 0 ? 0 : Math.max(0, last - windows.size()) + 1;
            if (last >= 0 && windows.windowsFor(lastStart).equals(windows.windowsFor(firstStart - 1))) {
                return;
            }
            try (KeyValueIterator<Windowed<K>, ValueAndTimestamp<VAgg>> closed = store.all(firstStart, lastStart)) {
                while (closed.hasNext()) {
                    KeyValue<Windowed<K>, ValueAndTimestamp<VAgg>> row = closed.next();
                    forwarder.maybeForward(record.withKey(row.key)
                            .withValue(new Change<>(row.value.value(), null))
                            .withTimestamp(row.value.timestamp())
                            .withHeaders(record.headers()));
                }
            }
            emission.emitted(closeTimeMs);
        }
    }
}
