package io.tailrace.state.versioned;

import org.jspecify.annotations.Nullable;

/**
 * What a key's value was from one time to another.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param value null: there was none
 * @param validToMs not within; {@link #OPEN} for the newest version
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; arrays are shared as everywhere in this module.
record Version(byte @Nullable [] value, long validFromMs, long validToMs) {

    static final long OPEN = Long.MAX_VALUE;
}
