package io.tailrace.clients.producer;

import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.PartitionView;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToIntFunction;

/**
 * Where records without a key go (KIP-480, KIP-794): they stay with one partition until it got {@code batch.size} bytes,
 * so that batches fill, and then move to another one at random. With adaptive partitioning a partition is chosen the
 * more likely the fewer of its batches wait, so that slow brokers get less.
 *
 * <p><b>Threads:</b> any; the monitor of a topic guards its choice.
 */
final class StickyPartitions {

    private static final class Choice {
        private int partition = -1;
        private int bytes;
    }

    private final int batchBytes;
    private final boolean adaptive;
    private final Random random;
    private final Map<String, Choice> choices = new ConcurrentHashMap<>();

    StickyPartitions(int batchBytes, boolean adaptive, Random random) {
        this.batchBytes = batchBytes;
        this.adaptive = adaptive;
        this.random = random;
    }

    /** @param queued batches that wait for a partition */
    int current(String topic, ClusterSnapshot cluster, ToIntFunction<PartitionView> queued) {
        Choice choice = choices.computeIfAbsent(topic, t -> new Choice());
        synchronized (choice) {
            List<PartitionView> all = cluster.partitions(topic);
            if (choice.partition < 0 || choice.partition >= all.size()) {
                choice.partition = choose(all, queued);
            }
            return choice.partition;
        }
    }

    /** Notes that a record went to a partition that {@link #current} named. */
    void produced(
            String topic,
            int partition,
            int bytes,
            boolean batchFull,
            ClusterSnapshot cluster,
            ToIntFunction<PartitionView> queued) {
        Choice choice = choices.computeIfAbsent(topic, t -> new Choice());
        synchronized (choice) {
            if (choice.partition != partition) {
                return; // somebody else has moved on already
            }
            choice.bytes += bytes;
            if (choice.bytes >= batchBytes && (batchFull || choice.bytes >= 2 * (long) batchBytes)) {
                choice.bytes = 0;
                choice.partition = choose(cluster.partitions(topic), queued);
            }
        }
    }

    private int choose(List<PartitionView> all, ToIntFunction<PartitionView> queued) {
        List<PartitionView> led = all.stream().filter(PartitionView::hasLeader).toList();
        List<PartitionView> candidates = led.isEmpty() ? all : led;
        int[] weights = new int[candidates.size()];
        int longest = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = adaptive ? queued.applyAsInt(candidates.get(i)) : 0;
            longest = Math.max(longest, weights[i]);
        }
        int total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = longest + 1 - weights[i];
            total += weights[i];
        }
        int point = random(total);
        int at = 0;
        while (point >= weights[at]) {
            point -= weights[at++];
        }
        return candidates.get(at).partition().partition();
    }

    private int random(int bound) {
        synchronized (random) {
            return random.nextInt(bound);
        }
    }
}
