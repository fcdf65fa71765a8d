package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Chooses the brokers of new partitions. Brokers stand in a circle in which racks take turns. The first replica moves
 * one broker on with every partition, so leaders spread; the others follow it at a distance that grows by one with
 * every round, so that the load of a failed broker spreads too. The topic's id decides where the circle begins.
 */
final class ReplicaPlacement {

    private final MetadataImage image;

    ReplicaPlacement(MetadataImage image) {
        this.image = image;
    }

    /** Replicas of the partitions {@code first} to {@code first + count - 1} of a topic. */
    List<List<Integer>> place(UUID topicId, int first, int count, int replicationFactor) {
        List<Integer> circle = circle();
        int n = circle.size();
        if (replicationFactor > n) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "expected a replication factor of at most the number of available brokers (" + n + "), actual="
                            + replicationFactor);
        }
        int start = Math.floorMod(topicId.hashCode(), n);
        List<List<Integer>> placed = new ArrayList<>(count);
        for (int partition = first; partition < first + count; partition++) {
            int leader = (start + partition) % n;
            int round = partition / n;
            List<Integer> replicas = new ArrayList<>(replicationFactor);
            replicas.add(circle.get(leader));
            for (int i = 1; i < replicationFactor; i++) {
                int distance = 1 + (round + i - 1) % (n - 1);
                replicas.add(circle.get((leader + distance) % n));
            }
            placed.add(replicas);
        }
        return placed;
    }

    private List<Integer> circle() {
        TreeMap<String, List<Integer>> byRack = new TreeMap<>();
        image.brokers().stream()
                .filter(broker -> !broker.fenced())
                .sorted(Comparator.comparingInt(BrokerImage::id))
                .forEach(broker -> byRack.computeIfAbsent(
                                broker.rack() == null ? "" : broker.rack(), rack -> new ArrayList<>())
                        .add(broker.id()));
        int total = byRack.values().stream().mapToInt(List::size).sum();
        List<Integer> circle = new ArrayList<>(total);
        for (int i = 0; circle.size() < total; i++) {
            for (List<Integer> rack : byRack.values()) {
                if (i < rack.size()) {
                    circle.add(rack.get(i));
                }
            }
        }
        if (circle.isEmpty()) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR, "no broker is available to place partitions on");
        }
        return circle;
    }

    /** Checks replicas that a client chose. */
    void requireValid(String partition, List<Integer> replicas, int replicationFactor) {
        if (replicas.isEmpty() || replicas.size() != replicationFactor) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                    partition + ": expected " + Math.max(1, replicationFactor)
                            + " replicas as the other partitions have" + ", actual=" + replicas.size());
        }
        if (new HashSet<>(replicas).size() != replicas.size()) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICA_ASSIGNMENT, partition + ": a broker is named twice in " + replicas);
        }
        for (int broker : replicas) {
            if (image.broker(broker) == null) {
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT, partition + ": broker " + broker + " is not registered");
            }
        }
    }
}
