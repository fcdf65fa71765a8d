package io.tailrace.streams.kstream;

import org.jspecify.annotations.Nullable;

/**
 * A table of which every instance of an application holds all rows, so that a stream can be joined with it by any key without
 * repartitioning. It is read from its topic before the application runs, and kept up to date from then on, apart from stream time: a
 * join sees the table as it is at the time of processing.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface GlobalKTable<K, V> {
    /** Name of the store that can be queried, or null if it was not given one. */
    @Nullable
    String queryableStoreName();
}
