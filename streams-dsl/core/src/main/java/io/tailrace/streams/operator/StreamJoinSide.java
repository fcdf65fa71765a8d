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
 * One side of a stream-stream join: looks each record's partners up in the window store of the other side.
 *
 * <p>Where this side is outer, a record without partner waits in {@link UnmatchedRecords} until its window has closed, as a partner may
 * come until then; it is joined with null then, and no earlier. Closed windows are looked for when stream time advances, but not more
 * often than the emission interval in wall-clock time, as it takes a scan.
 *
 * @param side which side this is, and what it does with records that find no partner
 * @param windows of the join, from the left side
 * @param otherStore window store of the other side
 * @param unmatchedStore store of the records that wait, or null if neither side is outer
 * @param joiner takes the value of this side first
 * @param clockKey what both sides of this join have in common
 */
public record StreamJoinSide<K, V, VOther, VOut>(
        Side side,
        JoinWindows windows,
        String otherStore,
        @Nullable String unmatchedStore,
        ValueJoinerWithKey<? super K, ? super V, ? super VOther, ? extends VOut> joiner,
        Object clockKey)
        implements ProcessorSupplier<K, V, K, VOut> {
    static final String INTERVAL_CONFIG = "__emit.interval.ms.kstreams.outer.join.spurious.results.fix__";
    private static final long INTERVAL_MS = 1000;

    /**
     * The sides.
     *
     * @param outer whether a record without partner is joined with null
     */
    public record Side(boolean left, boolean outer) {}

    private long beforeMs() {
        return side.left() ? windows.beforeMs : windows.afterMs;
    }

    private long afterMs() {
        return side.left() ? windows.afterMs : windows.beforeMs;
    }

    @Override
    public Processor<K, V, K, VOut> get() {
        return new JoinProcessor();
    }

    private final class JoinProcessor extends ContextualProcessor<K, V, K, VOut> implements TimeObserver {
        private @Nullable JoinValues<K, ?, VOther> others;
        private @Nullable UnmatchedRecords<K> unmatched;
        private JoinClock clock = new JoinClock();
        private long intervalMs = INTERVAL_MS;

        @Override
        public void init(ProcessorContext<K, VOut> context) {
            super.init(context);
            others = JoinValues.of(context, otherStore);
            clock = OperatorContext.of(context).shared(clockKey, JoinClock::new);
            if (unmatchedStore != null) {
                unmatched = UnmatchedRecords.in(context, unmatchedStore);
                Object configured = context.appConfigs().get(INTERVAL_CONFIG);
                intervalMs = configured == null ? INTERVAL_MS : Long.parseLong(configured.toString());
            }
        }

        @Override
        public void process(Record<K, V> record) {
            long timestamp = record.timestamp();
            clock.advance(timestamp);
            if (side.outer() && record.key() == null && record.value() != null) {
                forwardAlone(record);
                return;
            }
            if (record.key() == null || record.value() == null) {
                OperatorContext.of(context()).recordDropped("null key or value");
                return;
            }
            if (unmatched != null && timestamp == clock.streamTimeMs()) {
                emitClosed(record, unmatched);
            }
            long from = Math.max(0, timestamp - beforeMs());
            long to = Math.max(0, timestamp + afterMs());
            if (!joinOthers(record, from, to) && side.outer()) {
                if (unmatched == null || to < clock.streamTimeMs()) {
                    forwardAlone(record);
                } else {
                    clock.waits(timestamp);
                    unmatched.add(record.key(), timestamp, side.left(), record.value());
                }
            }
        }

        @Override
        public void streamTimeAdvanced(long timeMs) {
            clock.advance(timeMs);
            if (unmatched != null) {
                emitClosed(new Record<>(null, null, timeMs), unmatched);
            }
        }

        private void forwardAlone(Record<K, V> record) {
            context().forward(record.withValue(joiner.apply(record.key(), record.value(), null)));
        }

        /** Joins the record with its partners; returns whether it has any. */
        private boolean joinOthers(Record<K, V> record, long from, long to) {
            try (WindowStoreIterator<VOther> partners =
                    Objects.requireNonNull(others).near(record.key(), from, to)) {
                boolean any = partners.hasNext();
                while (partners.hasNext()) {
                    KeyValue<Long, VOther> partner = partners.next();
                    if (unmatched != null) {
                        unmatched.matched(record.key(), partner.key, !side.left());
                    }
                    VOut value = joiner.apply(record.key(), record.value(), partner.value);
                    context().forward(record.withValue(value).withTimestamp(Math.max(record.timestamp(), partner.key)));
                }
                return any;
            }
        }

        private void emitClosed(Record<K, V> record, UnmatchedRecords<K> waiting) {
            if (!mayHaveClosed() || !clock.emissionDue(context().currentSystemTimeMs(), intervalMs)) {
                return;
            }
            clock.firstUnmatched(waiting.removeClosed(
                    timeMs -> isOpen(timeMs, windows.afterMs),
                    timeMs -> isOpen(timeMs, windows.beforeMs),
                    (key, timeMs, left, value) -> forwardClosed(record, key, timeMs, left, value)));
        }

        /** Whether a window may have closed; also if it is not known what waits, as after a restart. */
        private boolean mayHaveClosed() {
            long firstMs = clock.firstUnmatchedMs();
            if (firstMs == JoinClock.NOTHING_WAITS) {
                return afterMs() + windows.gracePeriodMs() > 0;
            }
            return !isOpen(firstMs, afterMs());
        }

        private boolean isOpen(long timestampMs, long aheadMs) {
            return timestampMs + aheadMs + windows.gracePeriodMs() >= clock.streamTimeMs();
        }

        @SuppressWarnings("unchecked") // the store has this side's values under this side's keys
        private void forwardClosed(Record<K, V> record, K key, long timestampMs, boolean left, Object value) {
            VOut result =
                    left == side.left() ? joiner.apply(key, (V) value, null) : joiner.apply(key, null, (VOther) value);
            context().forward(record.withKey(key).withValue(result).withTimestamp(timestampMs));
        }
    }
}
