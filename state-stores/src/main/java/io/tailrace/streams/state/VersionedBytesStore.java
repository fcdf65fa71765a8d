package io.tailrace.streams.state;

import io.tailrace.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * A versioned store of bytes in the shape of a key-value store, so that it can be given where the DSL takes those. What
 * the reading methods return begins with the version's timestamp, 8 bytes, big endian. Methods that put without a
 * timestamp and those that scan are not supported.
 */
public interface VersionedBytesStore extends KeyValueStore<Bytes, byte[]>, TimestampedBytesStore {

    /** As {@link VersionedKeyValueStore#put}; the value is plain. */
    long put(Bytes key, byte @Nullable [] value, long timestamp);

    /** As {@link VersionedKeyValueStore#get(Object, long)}. */
    byte @Nullable [] get(Bytes key, long asOfTimestamp);

    /** As {@link VersionedKeyValueStore#delete}. */
    byte @Nullable [] delete(Bytes key, long timestamp);
}
