package io.tailrace.state.memory;

import io.tailrace.common.utils.Bytes;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MemorySpace} of at most a given number of entries: one more makes the entry go that was not used for longest.
 * The entry that goes is told to {@link #onEviction}, so that a changelog learns of it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class LruMemorySpace extends MemorySpace {

    private final int maxEntries;
    private final Map<Bytes, Boolean> byUse = new LinkedHashMap<>(16, 0.75f, true);
    private Consumer<byte[]> evictionListener = key -> {};

    public LruMemorySpace(int maxEntries) {
        this.maxEntries = maxEntries;
    }

    /** Called with the key of each entry that has to go. */
    public void onEviction(Consumer<byte[]> listener) {
        this.evictionListener = listener;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        byUse.get(new Bytes(key));
        return super.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        store(key, value);
        byte[] evicted = evictEldest();
        if (evicted != null) {
            evictionListener.accept(evicted);
        }
    }

    @Override
    public void restore(byte[] key, byte @Nullable [] value) {
        store(key, value);
        evictEldest();
    }

    private void store(byte[] key, byte @Nullable [] value) {
        super.put(key, value);
        if (value == null) {
            byUse.remove(new Bytes(key));
        } else {
            byUse.put(new Bytes(key), Boolean.TRUE);
        }
    }

    private byte @Nullable [] evictEldest() {
        if (byUse.size() <= maxEntries) {
            return null;
        }
        Iterator<Bytes> eldest = byUse.keySet().iterator();
        byte[] key = eldest.next().get();
        eldest.remove();
        super.put(key, null);
        return key;
    }

    @Override
    public void reset() {
        super.reset();
        byUse.clear();
    }
}
