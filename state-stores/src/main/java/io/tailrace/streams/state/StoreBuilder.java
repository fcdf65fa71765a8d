package io.tailrace.streams.state;

import io.tailrace.streams.processor.StateStore;
import java.time.Duration;
import java.util.Map;

/** Says which layers a store has, and builds it once a task. */
public interface StoreBuilder<T extends StateStore> {

    /** Puts a write-back cache over the store: updates of a key are merged until the next commit or eviction. */
    StoreBuilder<T> withCachingEnabled();

    StoreBuilder<T> withCachingDisabled();

    /**
     * Writes every change to a changelog topic, from which the store is restored. On by default.
     *
     * @param config settings of the changelog topic over the defaults
     */
    StoreBuilder<T> withLoggingEnabled(Map<String, String> config);

    /** No changelog: the content is lost with the disk, and with the task if it moves. */
    StoreBuilder<T> withLoggingDisabled();

    /**
     * Lets rows end this long after their timestamp, by stream time: they are not shown any more, and deleted little by little as rows are
     * written, with tombstones in the changelog. For key-value stores that keep timestamps. Not in Kafka.
     *
     * @throws UnsupportedOperationException if the store keeps no timestamps, or is of another kind
     * @throws IllegalArgumentException if it is not positive
     */
    default StoreBuilder<T> withTtl(Duration ttl) {
        throw new UnsupportedOperationException(getClass().getName() + " builds stores whose rows do not end");
    }

    /** A new store. */
    T build();

    /** Settings of the changelog topic over the defaults. */
    Map<String, String> logConfig();

    boolean loggingEnabled();

    /** The name of the store. */
    String name();
}
