package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.Merger;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.Window;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream per key and session. A record takes in all sessions within the gap of it, merges them to one and deletes those it
 * merged. A session is closed once stream time is past its end plus gap plus grace.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class SessionAggregate<K, V, VAgg>
        implements ProcessorSupplier<K, V, Windowed<K>, Change<VAgg>>, TableOperator<Windowed<K>, VAgg> {
    private final SessionWindows windows;
    private final String storeName;
    private final boolean emitFinal;
    private final long slackMs;
    private final @Nullable String lateTopic;
    private final Aggregation<K, V, VAgg> aggregation;
    private boolean sendOldValues;

    /** The three functions of a session aggregation. */
    public record Aggregation<K, V, VAgg>(
            Initializer<VAgg> initializer,
            Aggregator<? super K, ? super V, VAgg> aggregator,
            Merger<? super K, VAgg> merger) {}

    public SessionAggregate(
            SessionWindows windows, String storeName, Emission emit, Aggregation<K, V, VAgg> aggregation) {
        this.windows = windows;
        this.storeName = storeName;
        this.emitFinal = emit.isFinal();
        this.slackMs = emit.slackMs();
        this.lateTopic = emit.lateTopic();
        this.aggregation = aggregation;
    }

    @Override
    public boolean enableSendingOldValues(boolean forceMaterialization) {
        sendOldValues = true;
        return true;
    }

    @Override
    public TableView<Windowed<K>, VAgg> view() {
        return new TableView<>(List.of(storeName), () -> new TableGetter<>() {
            private @Nullable SessionRows<K, ?, VAgg> store;

            @Override
            public void init(ProcessingContext context) {
                store = SessionRows.of(context, storeName);
            }

            @Override
            public @Nullable ValueAndTimestamp<VAgg> get(Windowed<K> key) {
                Window window = key.window();
                VAgg agg = Objects.requireNonNull(store).get(key.key(), window.start(), window.end());
                return ValueAndTimestamp.make(agg, window.end());
            }
        });
    }

    @Override
    public Processor<K, V, Windowed<K>, Change<VAgg>> get() {
        return new SessionProcessor();
    }

    private final class SessionProcessor extends ContextualProcessor<K, V, Windowed<K>, Change<VAgg>>
            implements TimeObserver {
        private SessionRows<K, ?, VAgg> store;
        private ChangeForwarder<Windowed<K>, VAgg> forwarder;
        private EmitFinal emission;
        private long streamTimeMs = -1;

        @Override
        public void init(ProcessorContext<Windowed<K>, Change<VAgg>> context) {
            super.init(context);
            store = SessionRows.of(context, storeName);
            emission = new EmitFinal(storeName, context, slackMs);
            forwarder = emitFinal
                    ? ChangeForwarder.direct(context, sendOldValues)
                    : ChangeForwarder.ofSessions(store.store(), context, sendOldValues);
        }

        @Override
        public void process(Record<K, V> record) {
            K key = record.key();
            if (key == null) {
                OperatorContext.of(context()).recordDropped("null key");
                return;
            }
            long timestamp = record.timestamp();
            streamTimeMs = Math.max(streamTimeMs, timestamp);
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs() - windows.inactivityGap();
            // Before the update, which may move the store past sessions that are closed by now.
            if (emitFinal && emission.due(closeTimeMs)) {
                emitClosed(record, closeTimeMs);
            }
            long start = timestamp;
            long end = timestamp;
            VAgg agg = aggregation.initializer().apply();
            List<KeyValue<Windowed<K>, VAgg>> merged = new ArrayList<>(1);
            try (KeyValueIterator<Windowed<K>, VAgg> near =
                    store.near(key, timestamp - windows.inactivityGap(), timestamp + windows.inactivityGap())) {
                while (near.hasNext()) {
                    KeyValue<Windowed<K>, VAgg> session = near.next();
                    if (emitFinal && session.key.window().end() < closeTimeMs) {
                        continue; // closed, and perhaps emitted
                    }
                    merged.add(session);
                    agg = aggregation.merger().apply(key, agg, session.value);
                    start = Math.min(start, session.key.window().start());
                    end = Math.max(end, session.key.window().end());
                }
            }
            if (end < closeTimeMs) {
                OperatorContext.of(context()).recordDropped("expired session");
                OperatorContext.of(context()).sendLate(lateTopic);
            } else {
                update(record, agg, merged, new SessionWindow(start, end));
            }
        }

        @Override
        public void streamTimeAdvanced(long timeMs) {
            streamTimeMs = Math.max(streamTimeMs, timeMs);
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs() - windows.inactivityGap();
            if (emitFinal && emission.due(closeTimeMs)) {
                emitClosed(new Record<>(null, null, timeMs), closeTimeMs);
            }
        }

        private void update(
                Record<K, V> record, VAgg agg, List<KeyValue<Windowed<K>, VAgg>> merged, SessionWindow window) {
            if (window.start() != record.timestamp() || window.end() != record.timestamp()) {
                for (KeyValue<Windowed<K>, VAgg> session : merged) {
                    store.remove(session.key);
                    maybeForward(session.key, null, session.value);
                }
            }
            VAgg newAgg = aggregation.aggregator().apply(record.key(), record.value(), agg);
            Windowed<K> session = new Windowed<>(record.key(), window);
            store.put(session, newAgg);
            maybeForward(session, newAgg, null);
        }

        private void maybeForward(Windowed<K> session, @Nullable VAgg newAgg, @Nullable VAgg oldAgg) {
            if (!emitFinal) {
                Change<VAgg> change = new Change<>(newAgg, sendOldValues ? oldAgg : null);
                forwarder.maybeForward(
                        new Record<>(session, change, session.window().end()));
            }
        }

        private void emitClosed(Record<K, V> record, long closeTimeMs) {
            long earliestEnd = Math.max(0, emission.lastCloseTimeMs());
            long latestEnd = closeTimeMs - 1;
            if (latestEnd < 0 || latestEnd < earliestEnd) {
                return;
            }
            try (KeyValueIterator<Windowed<K>, VAgg> closed = store.ended(earliestEnd, latestEnd)) {
                while (closed.hasNext()) {
                    KeyValue<Windowed<K>, VAgg> row = closed.next();
                    forwarder.maybeForward(record.withKey(row.key)
                            .withValue(new Change<>(row.value, null))
                            .withTimestamp(row.key.window().end())
                            .withHeaders(record.headers()));
                }
            }
            emission.emitted(closeTimeMs);
        }
    }
}
