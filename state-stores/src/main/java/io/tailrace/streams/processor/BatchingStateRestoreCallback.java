package io.tailrace.streams.processor;

import io.tailrace.streams.KeyValue;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** A {@link StateRestoreCallback} for stores that write many records at once more cheaply than one by one. */
public interface BatchingStateRestoreCallback extends StateRestoreCallback {

    /** A batch of changelog records in offset order; a null value deletes the key. */
    void restoreAll(Collection<KeyValue<byte[], byte @Nullable []>> records);

    @Override
    default void restore(byte[] key, byte @Nullable [] value) {
        throw new UnsupportedOperationException("expected restoreAll to be called on a batching restore callback");
    }
}
