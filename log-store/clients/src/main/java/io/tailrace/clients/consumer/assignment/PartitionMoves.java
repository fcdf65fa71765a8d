package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.TopicPartition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The moves made while an assignment is balanced, so that two members do not swap partitions of one topic: where a
 * partition is to go from A to B and another one of the topic went from B to A before, that one goes back instead.
 *
 * <p><b>Threads:</b> one thread.
 */
final class PartitionMoves {

    private record Move(String from, String to) {}

    private final Map<TopicPartition, Move> moves = new HashMap<>();
    private final Map<String, Map<Move, Set<TopicPartition>>> partitionsByMove = new HashMap<>();

    void record(TopicPartition partition, String from, String to) {
        Move earlier = moves.remove(partition);
        if (earlier == null) {
            add(partition, new Move(from, to));
            return;
        }
        partitionsByMove.get(partition.topic()).computeIfPresent(earlier, (move, partitions) -> {
            partitions.remove(partition);
            return partitions.isEmpty() ? null : partitions;
        });
        if (!earlier.from.equals(to)) add(partition, new Move(earlier.from, to));
    }

    private void add(TopicPartition partition, Move move) {
        moves.put(partition, move);
        partitionsByMove
                .computeIfAbsent(partition.topic(), topic -> new HashMap<>())
                .computeIfAbsent(move, m -> new HashSet<>())
                .add(partition);
    }

    /** The partition to move from {@code from} to {@code to} in place of {@code partition}; often itself. */
    TopicPartition best(TopicPartition partition, String from, String to) {
        Map<Move, Set<TopicPartition>> ofTopic = partitionsByMove.get(partition.topic());
        if (ofTopic == null) return partition;
        Move earlier = moves.get(partition);
        Set<TopicPartition> opposite = ofTopic.get(new Move(to, earlier == null ? from : earlier.from));
        return opposite == null ? partition : opposite.iterator().next();
    }
}
