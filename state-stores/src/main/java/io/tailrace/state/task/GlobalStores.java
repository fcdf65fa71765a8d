package io.tailrace.state.task;

import io.tailrace.streams.processor.StateStore;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Global stores as they are handed to the tasks of an instance: one thread keeps them up to date, all stream threads read them.
 *
 * <p><b>Threads:</b> any. Stores know one owner only, so whoever reads or writes one holds the lock for the length of that call; the
 * {@link #view views} do so by themselves. Iterators over them see changes made meanwhile, as iterators within a task do.
 */
public final class GlobalStores {

    /** For applications without global stores. */
    public static final GlobalStores NONE = new GlobalStores(List.of());

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, StateStore> stores = new LinkedHashMap<>();
    private final Map<String, StateStore> views = new LinkedHashMap<>();

    public GlobalStores(Collection<StateStore> globalStores) {
        for (StateStore store : globalStores) {
            stores.put(store.name(), store);
            views.put(store.name(), ReadOnlyStoreView.of(store, lock));
        }
    }

    /** Changes stores; readers wait. */
    public void update(Runnable change) {
        lock.lock();
        try {
            change.run();
        } finally {
            lock.unlock();
        }
    }

    /** The store of that name for reading, or null. */
    public @Nullable StateStore view(String name) {
        return views.get(name);
    }

    /** The store itself, or null; for its owner. */
    public @Nullable StateStore store(String name) {
        return stores.get(name);
    }

    public Collection<String> names() {
        return List.copyOf(stores.keySet());
    }
}
