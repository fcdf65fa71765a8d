package io.tailrace.state.application;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.timed.SegmentedKeys;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.WindowStore;

/**
 * The source of an innermost layer that an application implements itself.
 *
 * <p><b>Threads:</b> the task's owner only: it is made for one store.
 */
public abstract class ApplicationSource implements SpaceSource {

    private final StateStore store;
    private final boolean cacheable;

    private ApplicationSource(StateStore store, boolean cacheable) {
        this.store = store;
        this.cacheable = cacheable;
    }

    /** A key-value store under layers whose values have that format. */
    public static SpaceSource keyValue(KeyValueStore<Bytes, byte[]> store, ValueFormat above) {
        return new ApplicationSource(store, true) {
            @Override
            public StorageSpace open(String name, StateStoreContext context, StateStore root) {
                return new ApplicationKeyValueSpace(store, above, context, root);
            }
        };
    }

    /** A window store under layers whose values have that format and whose keys have that layout. */
    public static SpaceSource window(WindowStore<Bytes, byte[]> store, ValueFormat above, SegmentedKeys keys) {
        return new ApplicationSource(store, false) {
            @Override
            public StorageSpace open(String name, StateStoreContext context, StateStore root) {
                return new ApplicationWindowSpace(store, above, keys, context, root);
            }
        };
    }

    /** A session store under layers whose values have that format and whose keys have that layout. */
    public static SpaceSource session(SessionStore<Bytes, byte[]> store, ValueFormat above, SegmentedKeys keys) {
        return new ApplicationSource(store, false) {
            @Override
            public StorageSpace open(String name, StateStoreContext context, StateStore root) {
                return new ApplicationSessionSpace(store, above, keys, context, root);
            }
        };
    }

    @Override
    public final boolean persistent() {
        return store.persistent();
    }

    @Override
    public final boolean cacheable() {
        return cacheable;
    }
}
