package io.tailrace.state.cache;

import io.tailrace.state.space.ByteCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A cursor over dirty entries as they were when it was made. It keeps their values, for an entry may be emitted and
 * dropped meanwhile, and the cursor below need not see that write.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class DirtyCursor implements ByteCursor {

    private final byte[][] keys;
    private final byte @Nullable [][] values;
    private int at = -1;

    DirtyCursor(List<CacheEntry> entries) {
        keys = new byte[entries.size()][];
        values = new byte[entries.size()][];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = entries.get(i).key;
            values[i] = entries.get(i).value;
        }
    }

    @Override
    public boolean next() {
        return ++at < keys.length;
    }

    @Override
    public byte[] key() {
        return keys[at];
    }

    @Override
    public byte @Nullable [] value() {
        return values[at];
    }

    @Override
    public void close() {}
}
