package io.tailrace.state.timed;

import io.tailrace.state.space.ByteCursor;
import org.jspecify.annotations.Nullable;

/**
 * Reading entries of a key, a time and a rest.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface TimedReads {

    /** The entries of {@code key} from {@code fromMs} to {@code toMs}, both within. */
    ByteCursor ofKey(byte[] key, long fromMs, long toMs, boolean forward);

    /** The entries of the keys from {@code keyFrom} to {@code keyTo} (null is open), both within, and of times as above. */
    ByteCursor ofKeys(byte @Nullable [] keyFrom, byte @Nullable [] keyTo, long fromMs, long toMs, boolean forward);
}
