package io.tailrace.state.timed;

import io.tailrace.state.cache.CachedSpace;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.MergedCursor;
import org.jspecify.annotations.Nullable;

/**
 * Entries as queries are shown them: those that are kept, merged with those that have expired and are still in the cache. What is shown
 * of the past so depends on the size of the cache, as in Kafka Streams; operators read the entries that are kept, so that results do not.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
record ShownEntries(RetainedEntries kept, CachedSpace cache) implements TimedReads {

    @Override
    public ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        ByteCursor live = kept.ofKey(key, fromMs, toMs, forward);
        long first = Math.max(0, fromMs);
        long last = Math.min(toMs, kept.firstLiveMs() - 1);
        if (first > last) {
            return live;
        }
        SegmentedKeys keys = kept.keys();
        return new MergedCursor(
                new Expired(first, last, forward) {
                    @Override
                    ByteCursor open(long segment) {
                        byte[] end = SegmentedKeys.bound(segment, SegmentedKeys.endOfKeyAt(key, last));
                        return cache.held(keys.boundAt(segment, key, first), end, forward);
                    }

                    @Override
                    boolean accepts(byte[] spaceKey) {
                        return keys.hasKey(spaceKey, key);
                    }
                },
                live,
                forward);
    }

    @Override
    public ByteCursor ofKeys(
            byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        ByteCursor live = kept.ofKeys(keyFrom, keyTo, fromMs, toMs, forward);
        long first = Math.max(0, fromMs);
        long last = Math.min(toMs, kept.firstLiveMs() - 1);
        if (first > last) {
            return live;
        }
        SegmentedKeys keys = kept.keys();
        return new MergedCursor(
                new Expired(first, last, forward) {
                    @Override
                    ByteCursor open(long segment) {
                        return cache.held(
                                SegmentedKeys.startOf(segment, keyFrom),
                                SegmentedKeys.endOf(segment, keyTo, last),
                                forward);
                    }

                    @Override
                    boolean accepts(byte[] spaceKey) {
                        return keys.isWithin(spaceKey, keyFrom, keyTo, first, last);
                    }
                },
                live,
                forward);
    }

    /** Goes through the segments that the cache holds something of; time may be long before what is kept. */
    private abstract class Expired extends SegmentCursor {
        private final long low;
        private final long high;
        private final boolean forward;

        Expired(long firstMs, long lastMs, boolean forward) {
            super(kept.keys().segment(firstMs), kept.keys().segment(lastMs), forward);
            this.low = kept.keys().segment(firstMs);
            this.high = kept.keys().segment(lastMs);
            this.forward = forward;
        }

        @Override
        final long after(long segment) {
            byte[] from = SegmentedKeys.segmentStart(forward ? segment + 1 : low);
            byte[] to = SegmentedKeys.segmentStart(forward ? high + 1 : segment);
            try (ByteCursor held = cache.held(from, to, forward)) {
                return held.next() ? SegmentedKeys.segmentOf(held.key()) : forward ? high : low;
            }
        }
    }
}
