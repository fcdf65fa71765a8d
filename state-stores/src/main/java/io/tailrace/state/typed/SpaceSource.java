package io.tailrace.state.typed;

import io.tailrace.state.memory.LruMemorySpace;
import io.tailrace.state.memory.MemorySpace;
import io.tailrace.state.rocksdb.LoneSpace;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;

/** Where the innermost layer of a store comes from. */
public interface SpaceSource {

    /**
     * Opens the space of a store; called once, when the store is initialised.
     *
     * @param root the outermost layer of the store
     */
    StorageSpace open(String store, StateStoreContext context, StateStore root);

    /** Whether the content outlives the process. */
    boolean persistent();

    /** Whether a cache may lie over the space. */
    default boolean cacheable() {
        return true;
    }

    /** Spaces in the heap. */
    static SpaceSource memory() {
        return new SpaceSource() {
            @Override
            public StorageSpace open(String store, StateStoreContext context, StateStore root) {
                return new MemorySpace();
            }

            @Override
            public boolean persistent() {
                return false;
            }
        };
    }

    /** Spaces in the heap of at most {@code maxEntries} entries, of which the one not used for longest goes. */
    static SpaceSource lruMemory(int maxEntries) {
        return new SpaceSource() {
            @Override
            public StorageSpace open(String store, StateStoreContext context, StateStore root) {
                return new LruMemorySpace(maxEntries);
            }

            @Override
            public boolean persistent() {
                return false;
            }
        };
    }

    /** Column families of the task's database; where there is no task, a database of the store's own. */
    static SpaceSource rocksDb() {
        return new SpaceSource() {
            @Override
            public StorageSpace open(String store, StateStoreContext context, StateStore root) {
                if (context instanceof TaskContext task) {
                    return task.stores().persistentSpace(store);
                }
                return LoneSpace.open(context.stateDir().toPath(), store, context.appConfigs());
            }

            @Override
            public boolean persistent() {
                return true;
            }
        };
    }
}
