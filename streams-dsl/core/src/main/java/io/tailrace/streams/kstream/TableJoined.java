package io.tailrace.streams.kstream;

import io.tailrace.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Partitioners and name of a foreign-key join of two tables. A table that was not written with the default partitioner needs its own here,
 * so that subscriptions and answers find the partitions of its rows; it may choose by the key only, and one partition for each key.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param <K> key type of the left table
 * @param <KO> key type of the right table
 */
public class TableJoined<K, KO> implements NamedOperation<TableJoined<K, KO>> {
    protected final @Nullable StreamPartitioner<K, Void> partitioner;
    protected final @Nullable StreamPartitioner<KO, Void> otherPartitioner;
    protected final @Nullable String name;

    private TableJoined(
            @Nullable StreamPartitioner<K, Void> partitioner,
            @Nullable StreamPartitioner<KO, Void> otherPartitioner,
            @Nullable String name) {
        this.partitioner = partitioner;
        this.otherPartitioner = otherPartitioner;
        this.name = name;
    }

    protected TableJoined(TableJoined<K, KO> tableJoined) {
        this(tableJoined.partitioner, tableJoined.otherPartitioner, tableJoined.name);
    }

    /** With the partitioners of the left and the right table; null for the default one. */
    public static <K, KO> TableJoined<K, KO> with(
            @Nullable StreamPartitioner<K, Void> partitioner, @Nullable StreamPartitioner<KO, Void> otherPartitioner) {
        return new TableJoined<>(partitioner, otherPartitioner, null);
    }

    /** With a base name for processors, topics and the subscription store. */
    public static <K, KO> TableJoined<K, KO> as(@Nullable String name) {
        return new TableJoined<>(null, null, name);
    }

    public TableJoined<K, KO> withPartitioner(@Nullable StreamPartitioner<K, Void> partitioner) {
        return new TableJoined<>(partitioner, otherPartitioner, name);
    }

    public TableJoined<K, KO> withOtherPartitioner(@Nullable StreamPartitioner<KO, Void> otherPartitioner) {
        return new TableJoined<>(partitioner, otherPartitioner, name);
    }

    @Override
    public TableJoined<K, KO> withName(@Nullable String name) {
        return new TableJoined<>(partitioner, otherPartitioner, name);
    }
}
