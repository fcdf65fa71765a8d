package io.tailrace.streams.kstream;

import java.util.Map;

/**
 * A stream being split. Branches are tried in the order in which they were added.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 *
 * @param <K> key type
 * @param <V> value type
 */
public interface BranchedKStream<K, V> {
    /** Adds a branch named by its position, starting with 1. */
    BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate);

    /** Adds a branch with a name or a continuation. */
    BranchedKStream<K, V> branch(Predicate<? super K, ? super V> predicate, Branched<K, V> branched);

    /** Sends what no predicate accepted to a branch named 0, and ends the split. Returns the branches by full name. */
    Map<String, KStream<K, V>> defaultBranch();

    /** Sends what no predicate accepted to this branch, and ends the split. Returns the branches by full name. */
    Map<String, KStream<K, V>> defaultBranch(Branched<K, V> branched);

    /** Drops what no predicate accepted, and ends the split. Returns the branches by full name. */
    Map<String, KStream<K, V>> noDefaultBranch();
}
