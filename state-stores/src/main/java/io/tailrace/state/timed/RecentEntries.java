package io.tailrace.state.timed;

import io.tailrace.state.space.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * The younger ones of entries that are kept for longer than queries are shown them.
 *
 * <p><b>Threads:</b> the task's owner only.
 *
 * @param shownMs how long entries are shown, in stream time
 */
record RecentEntries(RetainedEntries kept, long shownMs) implements TimedReads {

    @Override
    public ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward) {
        return kept.ofKey(key, Math.max(fromMs, firstShownMs()), toMs, forward);
    }

    @Override
    public ByteCursor ofKeys(
            byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward) {
        return kept.ofKeys(keyFrom, keyTo, Math.max(fromMs, firstShownMs()), toMs, forward);
    }

    private long firstShownMs() {
        return kept.streamTimeMs() - shownMs + 1;
    }
}
