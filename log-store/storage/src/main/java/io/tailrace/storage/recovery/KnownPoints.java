package io.tailrace.storage.recovery;

import org.jspecify.annotations.Nullable;

/**
 * What the checkpoints of a data directory say of one log.
 *
 * @param logStartOffset the log does not begin before it; 0 if unknown
 * @param recoveryPoint offsets below it had been synced; 0 if unknown
 * @param synced more exactly so, where that is known
 */
public record KnownPoints(
        long logStartOffset, long recoveryPoint, @Nullable SyncPoint synced) {

    /** Nothing is known, or there is nothing to know. */
    public static final KnownPoints NONE = new KnownPoints(0, 0, null);
}
