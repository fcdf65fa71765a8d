package io.tailrace.streams.task;

import io.tailrace.streams.processor.Cancellable;
import io.tailrace.streams.processor.Punctuator;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * The punctuations of one clock, by the time at which they are due.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class Punctuations {
    private final PriorityQueue<Entry> due = new PriorityQueue<>(Comparator.comparingLong((Entry e) -> e.timeMs));

    private static final class Entry implements Cancellable {
        private final NodeContext node;
        private final long intervalMs;
        private final Punctuator callback;
        private long timeMs;
        private boolean cancelled;

        private Entry(NodeContext node, long timeMs, long intervalMs, Punctuator callback) {
            this.node = node;
            this.timeMs = timeMs;
            this.intervalMs = intervalMs;
            this.callback = callback;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }

        /** Missed times are skipped, the rhythm stays. */
        private void advance(long nowMs) {
            timeMs += intervalMs;
            if (nowMs >= timeMs) {
                timeMs += (nowMs - timeMs) / intervalMs * intervalMs + intervalMs;
            }
        }
    }

    Cancellable add(NodeContext node, long firstMs, long intervalMs, Punctuator callback) {
        Entry entry = new Entry(node, firstMs, intervalMs, callback);
        due.add(entry);
        return entry;
    }

    /** Runs what is due; returns whether anything ran. */
    boolean run(long nowMs) {
        boolean ran = false;
        for (Entry entry = due.peek(); entry != null && entry.timeMs <= nowMs; entry = due.peek()) {
            due.remove();
            if (!entry.cancelled) {
                entry.node.punctuate(entry.callback, nowMs);
                ran = true;
                if (!entry.cancelled) {
                    entry.advance(nowMs);
                    due.add(entry);
                }
            }
        }
        return ran;
    }
}
