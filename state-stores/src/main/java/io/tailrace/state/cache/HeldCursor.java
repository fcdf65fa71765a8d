package io.tailrace.state.cache;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.SortedBytes;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over the entries that a cache holds, written or read, without those that are known not to be there.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
record HeldCursor(SortedBytes<CacheEntry>.Cursor entries) implements ByteCursor {

    @Override
    public boolean next() {
        while (entries.next()) {
            if (entries.value().value != null) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] key() {
        return entries.key();
    }

    @Override
    public byte @Nullable [] value() {
        return entries.value().value;
    }

    @Override
    public void close() {}
}
