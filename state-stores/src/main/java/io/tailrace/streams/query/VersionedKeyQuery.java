package io.tailrace.streams.query;

import io.tailrace.streams.state.VersionedRecord;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /** Null: the newest. */
    public VersionedKeyQuery<K, V> asOf(@Nullable Instant asOfTimestamp) {
        return new VersionedKeyQuery<>(key, Optional.ofNullable(asOfTimestamp));
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
