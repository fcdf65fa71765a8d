package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.TableJoined;
import io.tailrace.streams.processor.StreamPartitioner;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a {@link TableJoined}. */
final class TableJoinedView<K, KO> extends TableJoined<K, KO> {
    TableJoinedView(TableJoined<K, KO> joined) {
        super(joined);
    }

    @Nullable
    String name() {
        return name;
    }

    /** The left table's partitioner for records of other values, or null. */
    @Nullable
    <V> StreamPartitioner<K, V> byKey() {
        return partitioner == null ? null : byKey(partitioner);
    }

    /** The right table's partitioner for records of other values, or null. */
    @Nullable
    <V> StreamPartitioner<KO, V> byOtherKey() {
        return otherPartitioner == null ? null : byKey(otherPartitioner);
    }

    private static <T, V> StreamPartitioner<T, V> byKey(StreamPartitioner<T, Void> partitioner) {
        return (topic, key, value, partitions) -> {
            Optional<Set<Integer>> chosen = partitioner.partitions(topic, key, null, partitions);
            if (chosen.isPresent() && chosen.get().size() != 1) {
                throw new IllegalArgumentException("The partitions returned by StreamPartitioner#partitions method when"
                        + " used for FK join should be a singleton set");
            }
            return chosen;
        };
    }
}
