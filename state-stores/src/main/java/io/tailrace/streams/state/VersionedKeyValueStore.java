package io.tailrace.streams.state;

import io.tailrace.streams.processor.StateStore;
import org.jspecify.annotations.Nullable;

/**
 * A map that remembers what each key's value was at each time of its history. Time is that of the versions put: stream
 * time is the highest so far. Versions that ended before stream time minus the history retention are forgotten, and a
 * version older than that is not put; the newest version of a key is kept for ever. Source: KIP-889.
 */
public interface VersionedKeyValueStore<K, V> extends StateStore {

    /** What {@link #put} returns for a version that has no successor. */
    long PUT_RETURN_CODE_VALID_TO_UNDEFINED = -1L;

    /** What {@link #put} returns for a version that was too old to be put. */
    long PUT_RETURN_CODE_NOT_PUT = Long.MIN_VALUE;

    /**
     * Puts a version, valid from {@code timestamp}; it replaces the one with the same timestamp.
     *
     * @param value null: from {@code timestamp} on there is no value
     * @return when the version ends, or one of the two codes above
     */
    long put(K key, @Nullable V value, long timestamp);

    /**
     * Puts the version "no value", valid from {@code timestamp}.
     *
     * @return what was valid at {@code timestamp} before, or null if nothing was or the time is too long ago
     */
    @Nullable
    VersionedRecord<V> delete(K key, long timestamp);

    /** The newest version, or null if there is none. */
    @Nullable
    VersionedRecord<V> get(K key);

    /** The version valid at {@code asOfTimestamp}; null if there is none or that time is before the history. */
    @Nullable
    VersionedRecord<V> get(K key, long asOfTimestamp);
}
