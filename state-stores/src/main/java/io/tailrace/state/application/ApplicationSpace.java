package io.tailrace.state.application;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.space.StorageSpace;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.BatchingStateRestoreCallback;
import io.tailrace.streams.processor.StateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An application's store of bytes as the innermost layer: its life cycle, restore and position. Its content is not held
 * apart until a commit, as that of our own stores is: after a failure it may be ahead of the last commit.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
abstract class ApplicationSpace implements StorageSpace {

    private final StateStore store;
    private final StoredValues values;
    private final RegistrationCapture registered;
    private final List<KeyValue<byte[], byte @Nullable []>> batch = new ArrayList<>();
    private long position;

    /** Initialises {@code store} below {@code root}, the layer that the task sees. */
    ApplicationSpace(StateStore store, StoredValues values, StateStoreContext context, StateStore root) {
        this.store = store;
        this.values = values;
        this.registered = context instanceof TaskContext task
                ? new TaskRegistrationCapture(task)
                : new RegistrationCapture(context);
        store.init(registered, root);
        StateRestoreCallback callback = registered.callback();
        if (callback instanceof RestoreTarget ours) {
            position = ours.position();
        } else if (store.managesOffsets() && context instanceof TaskContext task) {
            TopicPartition changelog = task.stores().changelog(root.name());
            Long committed = changelog == null ? null : store.committedOffset(changelog);
            position = committed == null ? 0 : committed;
        }
    }

    final StoredValues values() {
        return values;
    }

    /** Applies one changelog record where the store registered no way to; key and value in the store's own form. */
    abstract void restoreByPutting(byte[] key, byte @Nullable [] value);

    /** The key as the store's own changelog has it. */
    abstract byte[] storeKey(byte[] spaceKey);

    @Override
    public final boolean persistent() {
        return store.persistent();
    }

    @Override
    public final long position() {
        return position;
    }

    @Override
    public final void restore(byte[] key, byte @Nullable [] value) {
        byte[] own = values.toStore(value);
        StateRestoreCallback callback = registered.callback();
        if (callback == null) {
            restoreByPutting(key, own);
        } else if (callback instanceof BatchingStateRestoreCallback) {
            batch.add(new KeyValue<>(storeKey(key), own));
        } else {
            callback.restore(storeKey(key), own);
        }
    }

    @Override
    public final void endRestore(long nextPosition) {
        if (registered.callback() instanceof BatchingStateRestoreCallback batching && !batch.isEmpty()) {
            batching.restoreAll(List.copyOf(batch));
            batch.clear();
        }
        if (registered.callback() instanceof RestoreTarget ours) {
            ours.endBatch(nextPosition);
        }
        position = nextPosition;
    }

    @Override
    public final void expire(byte[] from, byte[] to) {
        // The store drops what is expired by itself.
    }

    @Override
    public final void reset() {
        if (registered.callback() instanceof RestoreTarget ours) {
            ours.reset();
        } else if (position > 0) {
            throw new StreamsException("Store " + store.name()
                    + " is not one of ours and cannot be emptied: expected its changelog to reach back to offset "
                    + position);
        }
        position = 0;
    }

    @Override
    public final void commit(Map<TopicPartition, Long> changelogOffsets) {
        store.commit(changelogOffsets);
        try {
            registered.onCommit().onCommit();
        } catch (IOException e) {
            throw new ProcessorStateException("Commit callback of store " + store.name() + " failed", e);
        }
    }

    @Override
    public final void close() {
        store.close();
    }
}
