package io.tailrace.clients.consumer;

import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link MockConsumer} is subscribed to, and where it is in the partitions that it has.
 *
 * <p><b>Threads:</b> guarded by the consumer.
 */
final class MockSubscription {
    /** How partitions came to the consumer; only one way at a time. */
    private enum Way {
        NONE,
        TOPICS,
        PATTERN,
        BROKER_PATTERN,
        ASSIGNMENT
    }

    /** A partition that the consumer has. */
    private static final class Held {
        private @Nullable OffsetAndMetadata position;
        private @Nullable OffsetReset resetAsked;
        private boolean paused;
    }

    private final OffsetReset reset;
    private final Map<TopicPartition, Held> held = new LinkedHashMap<>();
    private Way way = Way.NONE;
    private Set<String> topics = Set.of();
    private @Nullable ConsumerRebalanceListener listener;

    /** @param reset where partitions without a position begin */
    MockSubscription(OffsetReset reset) {
        this.reset = reset;
    }

    OffsetReset reset() {
        return reset;
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(topics);
    }

    Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(held.keySet()));
    }

    boolean has(TopicPartition partition) {
        return held.containsKey(partition);
    }

    void toTopics(Collection<String> names, @Nullable ConsumerRebalanceListener newListener) {
        begin(Way.TOPICS, newListener);
        topics = new LinkedHashSet<>(names);
    }

    /** Holds all partitions of the known topics that match. */
    void toPattern(
            Pattern pattern, Map<String, List<PartitionInfo>> known, @Nullable ConsumerRebalanceListener newListener) {
        begin(Way.PATTERN, newListener);
        topics = known.keySet().stream()
                .filter(topic -> pattern.matcher(topic).matches())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<TopicPartition> matching = new ArrayList<>();
        for (String topic : topics) {
            for (PartitionInfo partition : known.getOrDefault(topic, List.of())) {
                matching.add(new TopicPartition(topic, partition.partition()));
            }
        }
        hold(matching);
    }

    void toBrokerPattern(@Nullable ConsumerRebalanceListener newListener) {
        begin(Way.BROKER_PATTERN, newListener);
    }

    void toPartitions(Collection<TopicPartition> partitions) {
        begin(Way.ASSIGNMENT, null);
        hold(partitions);
    }

    private void begin(Way newWay, @Nullable ConsumerRebalanceListener newListener) {
        if (way != Way.NONE && way != newWay) {
            throw new IllegalStateException("Subscription to topics, partitions and pattern are mutually exclusive");
        }
        way = newWay;
        listener = newListener;
    }

    void end() {
        way = Way.NONE;
        topics = Set.of();
        listener = null;
        held.clear();
    }

    /** Holds these partitions, and tells the listener what went and what came. */
    void rebalance(Collection<TopicPartition> partitions) {
        if (way == Way.NONE || way == Way.ASSIGNMENT) {
            throw new IllegalArgumentException(
                    "Attempt to dynamically assign partitions while manual assignment in use");
        }
        List<TopicPartition> gone = new ArrayList<>(held.keySet());
        gone.removeAll(partitions);
        List<TopicPartition> come = new ArrayList<>(partitions);
        come.removeAll(held.keySet());
        if (listener != null && !gone.isEmpty()) {
            listener.onPartitionsRevoked(gone);
        }
        hold(partitions);
        if (listener != null) {
            listener.onPartitionsAssigned(come);
        }
    }

    /** Partitions that are held already keep their position. */
    private void hold(Collection<TopicPartition> partitions) {
        held.keySet().retainAll(partitions);
        partitions.forEach(partition -> held.computeIfAbsent(partition, key -> new Held()));
    }

    private Held held(TopicPartition partition) {
        Held found = held.get(partition);
        if (found == null) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
        return found;
    }

    /** Where the consumer is in a partition, or null if that is to be found out. */
    @Nullable
    OffsetAndMetadata position(TopicPartition partition) {
        return held(partition).position;
    }

    void position(TopicPartition partition, OffsetAndMetadata position) {
        Held of = held(partition);
        of.position = position;
        of.resetAsked = null;
    }

    /** Finds positions anew; for all partitions if none is named. */
    void askReset(Collection<TopicPartition> partitions, OffsetReset to) {
        for (TopicPartition partition : partitions.isEmpty() ? partitions() : partitions) {
            Held of = held(partition);
            of.position = null;
            of.resetAsked = to;
        }
    }

    /** The reset that was asked for, or null. */
    @Nullable
    OffsetReset resetAsked(TopicPartition partition) {
        return held(partition).resetAsked;
    }

    /** The positions that are known. */
    Map<TopicPartition, OffsetAndMetadata> consumed() {
        Map<TopicPartition, OffsetAndMetadata> consumed = new HashMap<>();
        held.forEach((partition, of) -> {
            if (of.position != null) {
                consumed.put(partition, new OffsetAndMetadata(of.position.offset(), of.position.leaderEpoch(), ""));
            }
        });
        return consumed;
    }

    void pause(Collection<TopicPartition> partitions, boolean paused) {
        partitions.forEach(partition -> held(partition).paused = paused);
    }

    boolean isPaused(TopicPartition partition) {
        return held(partition).paused;
    }

    Set<TopicPartition> paused() {
        return held.keySet().stream().filter(this::isPaused).collect(Collectors.toUnmodifiableSet());
    }
}
