package io.tailrace.streams.operator;

import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Aggregator;
import io.tailrace.streams.kstream.Initializer;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.TimeWindow;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aggregates a stream per key and sliding window (KIP-450).
 *
 * <p>Approach: with a time difference of {@code d}, a window {@code [s, s+d]} exists for every record at {@code s+d} (its left window)
 * and, for every record at {@code s-1}, once a later record falls in it (its right window). A record at {@code t} therefore goes in all
 * windows that start in {@code [t-d, t]}, which the store holds already, and may make three: the right window of the record before it,
 * its own left window, and its own right window if a later record was there already. What such a window begins with is in a window
 * found on the way: the timestamp of an aggregate is that of its latest record, and tells which records it has. One scan of the windows
 * that start in {@code [t-2d, t+1]} finds all of that.
 *
 * <p>Records before {@code d} have no left window of full length, as time does not begin before 0. They share the window {@code [0,
 * d]}.
 *
 * <p><b>Threads:</b> configured by the thread that builds the topology, then read-only.
 */
public final class SlidingAggregate<K, V, VAgg>
        implements ProcessorSupplier<K, V, Windowed<K>, Change<VAgg>>, TableOperator<Windowed<K>, VAgg> {
    private final SlidingWindows windows;
    private final String storeName;
    private final Emission emit;
    private final Initializer<VAgg> initializer;
    private final Aggregator<? super K, ? super V, VAgg> aggregator;
    private boolean sendOldValues;

    public SlidingAggregate(
            SlidingWindows windows,
            String storeName,
            Emission emit,
            Initializer<VAgg> initializer,
            Aggregator<? super K, ? super V, VAgg> aggregator) {
        this.windows = windows;
        this.storeName = storeName;
        this.emit = emit;
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
        return WindowAggregate.viewOf(storeName);
    }

    @Override
    public Processor<K, V, Windowed<K>, Change<VAgg>> get() {
        return new SlidingProcessor();
    }

    /** A window as it is in the store. */
    private record Row<VAgg>(long start, ValueAndTimestamp<VAgg> aggregate) {}

    private final class SlidingProcessor extends ContextualProcessor<K, V, Windowed<K>, Change<VAgg>>
            implements TimeObserver {
        private final long differenceMs = windows.timeDifferenceMs();
        private WindowRows<K, VAgg> store;
        private ChangeForwarder<Windowed<K>, VAgg> forwarder;
        private EmitFinal emission;
        private long streamTimeMs = -1;
        private boolean readsBackward = true;

        @SuppressWarnings("NullAway.Init") // set by init before the first record
        private SlidingProcessor() {}

        @Override
        public void init(ProcessorContext<Windowed<K>, Change<VAgg>> context) {
            super.init(context);
            store = WindowRows.of(context, storeName);
            emission = new EmitFinal(storeName, context, emit.slackMs());
            forwarder = emit.isFinal()
                    ? ChangeForwarder.direct(context, sendOldValues)
                    : ChangeForwarder.of(store.store(), context, sendOldValues);
        }

        @Override
        public void process(Record<K, V> record) {
            if (record.key() == null || record.value() == null) {
                OperatorContext.of(context()).recordDropped("null key or value");
                return;
            }
            streamTimeMs = Math.max(streamTimeMs, record.timestamp());
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs();
            if (record.timestamp() + differenceMs < closeTimeMs) {
                OperatorContext.of(context()).recordDropped("expired window");
                OperatorContext.of(context()).sendLate(emit.lateTopic());
                return;
            }
            // Before the update, which may move the store past windows that are closed by now.
            if (emit.isFinal() && record.timestamp() >= differenceMs && emission.due(closeTimeMs)) {
                emitClosed(record, closeTimeMs);
            }
            if (record.timestamp() < differenceMs) {
                processEarly(record, closeTimeMs);
            } else {
                processInTime(record, closeTimeMs);
            }
        }

        @Override
        public void streamTimeAdvanced(long timeMs) {
            streamTimeMs = Math.max(streamTimeMs, timeMs);
            long closeTimeMs = streamTimeMs - windows.gracePeriodMs();
            if (emit.isFinal() && emission.due(closeTimeMs)) {
                emitClosed(new Record<>(null, null, timeMs), closeTimeMs);
            }
        }

        private void processInTime(Record<K, V> record, long closeTimeMs) {
            long timestamp = record.timestamp();
            Set<Long> starts = new HashSet<>();
            ValueAndTimestamp<VAgg> left = null;
            ValueAndTimestamp<VAgg> right = null;
            boolean leftExists = false;
            boolean rightExists = false;
            long previousTimestamp = -1;
            for (Row<VAgg> row : latestFirst(record.key(), Math.max(0, timestamp - 2 * differenceMs), timestamp + 1)) {
                starts.add(row.start());
                long end = row.start() + differenceMs;
                if (row.start() == timestamp + 1) {
                    rightExists = true;
                } else if (end > timestamp) {
                    right = right == null ? row.aggregate() : right;
                    update(record, row.start(), row.aggregate(), closeTimeMs);
                } else if (end == timestamp) {
                    leftExists = true;
                    update(record, row.start(), row.aggregate(), closeTimeMs);
                    if (row.aggregate().timestamp() >= timestamp) {
                        return; // another record has this time: all windows are there
                    }
                    previousTimestamp = row.aggregate().timestamp();
                } else {
                    left = row.aggregate();
                    previousTimestamp = left.timestamp();
                    break;
                }
            }
            if (previousTimestamp >= 0
                    && !starts.contains(previousTimestamp + 1)
                    && previousTimestamp + 1 + differenceMs >= timestamp) {
                begin(record, previousTimestamp + 1, closeTimeMs);
            }
            if (!leftExists) {
                boolean previousIsIn = left != null && timestamp - differenceMs <= previousTimestamp;
                VAgg base = previousIsIn ? left.value() : initializer.apply();
                update(record, timestamp - differenceMs, ValueAndTimestamp.make(base, timestamp), closeTimeMs);
            }
            if (!rightExists) {
                beginRight(record, right);
            }
        }

        private void processEarly(Record<K, V> record, long closeTimeMs) {
            long timestamp = record.timestamp();
            Set<Long> starts = new HashSet<>();
            ValueAndTimestamp<VAgg> combined = null;
            ValueAndTimestamp<VAgg> right = null;
            boolean combinedExists = false;
            boolean rightExists = false;
            long previousTimestamp = -1;
            for (Row<VAgg> row : earliestFirst(record.key(), 0, timestamp + 1)) {
                starts.add(row.start());
                if (row.start() == 0) {
                    combined = row.aggregate();
                    combinedExists = true;
                    if (combined.timestamp() < timestamp) {
                        previousTimestamp = combined.timestamp();
                    }
                } else if (row.start() <= timestamp) {
                    right = row.aggregate();
                    update(record, row.start(), right, closeTimeMs);
                } else {
                    rightExists = true;
                }
            }
            if (right == null && combined != null && combined.timestamp() > timestamp) {
                right = combined; // it has later records only: one before would have made a right window
            }
            if (!rightExists) {
                beginRight(record, right);
            }
            if (previousTimestamp >= 0 && !starts.contains(previousTimestamp + 1)) {
                begin(record, previousTimestamp + 1, closeTimeMs);
            }
            ValueAndTimestamp<VAgg> base =
                    combinedExists ? combined : ValueAndTimestamp.make(initializer.apply(), timestamp);
            update(record, 0, base, closeTimeMs);
        }

        /** A store that the application wrote need not read backwards. */
        private List<Row<VAgg>> latestFirst(K key, long from, long to) {
            if (readsBackward) {
                try {
                    return rows(store.ofKeyBackward(key, from, to));
                } catch (UnsupportedOperationException e) {
                    readsBackward = false;
                }
            }
            List<Row<VAgg>> rows = earliestFirst(key, from, to);
            Collections.reverse(rows);
            return rows;
        }

        private List<Row<VAgg>> earliestFirst(K key, long from, long to) {
            return rows(store.ofKey(key, from, to));
        }

        /** Reads all, so that the updates that follow need not agree with an open iterator. */
        private List<Row<VAgg>> rows(KeyValueIterator<Windowed<K>, ValueAndTimestamp<VAgg>> iterator) {
            List<Row<VAgg>> rows = new ArrayList<>();
            try (iterator) {
                while (iterator.hasNext()) {
                    KeyValue<Windowed<K>, ValueAndTimestamp<VAgg>> row = iterator.next();
                    rows.add(new Row<>(row.key.window().start(), row.value));
                }
            }
            return rows;
        }

        private void begin(Record<K, V> record, long start, long closeTimeMs) {
            update(record, start, ValueAndTimestamp.make(initializer.apply(), record.timestamp()), closeTimeMs);
        }

        /** Makes the record's right window if there are later records: it has what the window over them had before this record. */
        private void beginRight(Record<K, V> record, @Nullable ValueAndTimestamp<VAgg> laterRecords) {
            if (laterRecords == null || laterRecords.timestamp() <= record.timestamp()) {
                return;
            }
            long start = record.timestamp() + 1;
            store.put(record.key(), laterRecords, start);
            forward(record, start, null, laterRecords.value(), laterRecords.timestamp());
        }

        /** Adds the record to a window. A reduce begins without an aggregate, so that its first row is null. */
        private void update(Record<K, V> record, long start, @Nullable ValueAndTimestamp<VAgg> row, long closeTimeMs) {
            if (start + differenceMs < closeTimeMs) {
                OperatorContext.of(context()).recordDropped("expired window");
                return;
            }
            VAgg oldAgg = TableGetter.valueOf(row);
            VAgg newAgg = aggregator.apply(record.key(), record.value(), oldAgg);
            long timestamp = oldAgg == null ? record.timestamp() : Math.max(record.timestamp(), row.timestamp());
            store.put(record.key(), ValueAndTimestamp.make(newAgg, timestamp), start);
            forward(record, start, oldAgg, newAgg, timestamp);
        }

        private void forward(
                Record<K, V> record, long start, @Nullable VAgg oldAgg, @Nullable VAgg newAgg, long timestamp) {
            if (!emit.isFinal()) {
                forwarder.maybeForward(
                        record.withKey(new Windowed<>(record.key(), new TimeWindow(start, start + differenceMs)))
                                .withValue(new Change<>(newAgg, sendOldValues ? oldAgg : null))
                                .withTimestamp(timestamp));
            }
        }

        private void emitClosed(Record<K, V> record, long closeTimeMs) {
            long lastStart = closeTimeMs - differenceMs - 1;
            if (lastStart < 0) {
                return;
            }
            long last = emission.lastCloseTimeMs();
            long firstStart = last < 0 ? 0 : Math.max(0, last - differenceMs);
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
