package io.tailrace.streams.query;

import io.tailrace.streams.state.VersionedRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The newest version of a key in a versioned store, or the one that was valid at a time.
 *
 * <p><b>Threads:</b> immutable, if the key is.
 */
public final class VersionedKeyQuery<K, V> implements Query<VersionedRecord<V>> {

    private final K key;
    private final Optional<Instant> asOf;

    private VersionedKeyQuery(K key, Optional<Instant> asOf) {
        this.key = Objects.requireNonNull(key, "key cannot be null.");
        this.asOf = asOf;
    }

    public static <K, V> VersionedKeyQuery<K, V> withKey(K key) {
        return new VersionedKeyQuery<>(key, Optional.empty());
    }

    /** The version that was valid at that time. */
    public VersionedKeyQuery<K, V> asOf(Instant asOfTimestamp) {
        return new VersionedKeyQuery<>(
                key, Optional.of(Objects.requireNonNull(asOfTimestamp, "asOf timestamp cannot be null.")));
    }

    public K key() {
        return key;
    }

    public Optional<Instant> asOfTimestamp() {
        return asOf;
    }

    @Override
    public String toString() {
        return "VersionedKeyQuery{key=" + key + ", asOf=" + asOf + '}';
    }
}
