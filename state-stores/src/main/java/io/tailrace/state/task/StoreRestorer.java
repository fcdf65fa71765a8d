package io.tailrace.state.task;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.BatchingStateRestoreCallback;
import io.tailrace.streams.processor.StateRestoreCallback;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Brings one store up to date with its changelog: read from {@link #position}, hand each record to {@link #restore}, and
 * each fetched batch to {@link #endBatch}.
 *
 * <p><b>Threads:</b> whoever restores the task; before the task processes.
 */
public final class StoreRestorer {

    private final String storeName;
    private final TopicPartition changelog;
    private final RestoreTarget target;

    StoreRestorer(String storeName, TopicPartition changelog, StateRestoreCallback callback) {
        this.storeName = storeName;
        this.changelog = changelog;
        this.target = callback instanceof RestoreTarget ours ? ours : new CallbackTarget(storeName, callback);
    }

    public String storeName() {
        return storeName;
    }

    public TopicPartition changelog() {
        return changelog;
    }

    /** Offset of the record to read first. Stores in memory, new ones and those of applications begin with 0. */
    public long position() {
        return target.position();
    }

    /**
     * Applies a changelog record. Records come in offset order, each once; those without a key are not for a store.
     *
     * @throws io.tailrace.streams.errors.ProcessorStateException if the record cannot be one of this store
     */
    public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
        target.restore(key, value, timestampMs);
    }

    /** As above, with the record's headers. */
    public void restore(byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        target.restore(key, value, timestampMs, headers);
    }

    /** Stores what was restored since the last call together with the offset that the next record will have, as one. */
    public void endBatch(long nextPosition) {
        target.endBatch(nextPosition);
    }

    /** Empties the store and begins again at 0: the changelog does not reach back to {@link #position}, or is another. */
    public void reset() {
        target.reset();
    }

    /** Feeds a store of an application, which keeps no position. */
    private static final class CallbackTarget implements RestoreTarget {

        private final String storeName;
        private final StateRestoreCallback callback;
        private final List<KeyValue<byte[], byte @Nullable []>> batch = new ArrayList<>();
        private long position;

        CallbackTarget(String storeName, StateRestoreCallback callback) {
            this.storeName = storeName;
            this.callback = callback;
        }

        @Override
        public long position() {
            return position;
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
            if (callback instanceof BatchingStateRestoreCallback) {
                batch.add(new KeyValue<>(key, value));
            } else {
                callback.restore(key, value);
            }
        }

        @Override
        public void endBatch(long nextPosition) {
            if (callback instanceof BatchingStateRestoreCallback batching && !batch.isEmpty()) {
                batching.restoreAll(List.copyOf(batch));
                batch.clear();
            }
            position = nextPosition;
        }

        @Override
        public void reset() {
            if (position > 0) {
                throw new StreamsException("Store " + storeName
                        + " is not one of ours and cannot be emptied: expected its changelog to reach back to offset "
                        + position);
            }
        }
    }
}
