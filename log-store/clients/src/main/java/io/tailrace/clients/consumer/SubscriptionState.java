package io.tailrace.clients.consumer;

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
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the consumer wants to read, and what it reads: subscription, and the state of each assigned partition.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class SubscriptionState {

    private enum Type {
        NONE,
        TOPICS,
        PATTERN,
        ASSIGNED
    }

    private Type type = Type.NONE;
    private Set<String> topics = Collections.emptySet();
    private Set<String> groupTopics = Collections.emptySet();
    private @Nullable Pattern pattern;
    private @Nullable ConsumerRebalanceListener listener;
    private final Map<TopicPartition, PartitionState> assigned = new LinkedHashMap<>();
    private int assignmentVersion;
    private int topicsVersion;

    void subscribe(Collection<String> names, @Nullable ConsumerRebalanceListener callback) {
        become(Type.TOPICS);
        topics = new TreeSet<>(names);
        listener = callback;
    }

    void subscribe(Pattern matching, @Nullable ConsumerRebalanceListener callback) {
        become(Type.PATTERN);
        if (pattern == null || !pattern.pattern().equals(matching.pattern())) topics = Collections.emptySet();
        pattern = matching;
        listener = callback;
    }

    /** The topics that the pattern matches now. Returns whether they changed. */
    boolean setMatching(Set<String> names) {
        if (topics.equals(names)) return false;
        topics = new TreeSet<>(names);
        topicsVersion++;
        return true;
    }

    void assignByHand(Collection<TopicPartition> partitions) {
        become(Type.ASSIGNED);
        setAssigned(partitions);
    }

    /** From the group. Partitions that stay keep their state. */
    void assignFromGroup(Collection<TopicPartition> partitions) {
        setAssigned(partitions);
    }

    void unsubscribe() {
        type = Type.NONE;
        topicsVersion++;
        topics = Collections.emptySet();
        groupTopics = Collections.emptySet();
        pattern = null;
        listener = null;
        setAssigned(Collections.emptySet());
    }

    /** Grows with each change of {@link #metadataTopics()}. */
    int topicsVersion() {
        return topicsVersion;
    }

    private void become(Type wanted) {
        if (type != Type.NONE && type != wanted) {
            throw new IllegalStateException(
                    "Subscription to topics, partitions and pattern are mutually exclusive: found " + type
                            + ", asked for " + wanted + "; call unsubscribe() first");
        }
        type = wanted;
        topicsVersion++;
    }

    private void setAssigned(Collection<TopicPartition> partitions) {
        Map<TopicPartition, PartitionState> before = new HashMap<>(assigned);
        assigned.clear();
        for (TopicPartition partition : partitions) {
            PartitionState known = before.remove(partition);
            assigned.put(partition, known == null ? new PartitionState(partition) : known);
        }
        for (PartitionState gone : before.values()) gone.version++;
        assignmentVersion++;
    }

    /** Grows with each change of the assignment. */
    int assignmentVersion() {
        return assignmentVersion;
    }

    boolean isEmpty() {
        return type == Type.NONE;
    }

    boolean isGroupManaged() {
        return type == Type.TOPICS || type == Type.PATTERN;
    }

    @Nullable
    Pattern pattern() {
        return type == Type.PATTERN ? pattern : null;
    }

    /** Own topics. */
    Set<String> topics() {
        return isGroupManaged() ? topics : Collections.emptySet();
    }

    /** The topics to know about: own ones, and on the group's leader those of all members. */
    Set<String> metadataTopics() {
        if (type == Type.ASSIGNED) {
            Set<String> names = new LinkedHashSet<>();
            for (TopicPartition partition : assigned.keySet()) names.add(partition.topic());
            return names;
        }
        if (groupTopics.isEmpty()) return topics();
        Set<String> all = new TreeSet<>(groupTopics);
        all.addAll(topics());
        return all;
    }

    void setGroupTopics(Set<String> names) {
        if (groupTopics.equals(names)) return;
        groupTopics = names;
        topicsVersion++;
    }

    @Nullable
    ConsumerRebalanceListener listener() {
        return listener;
    }

    /** Whether a partition given by the group is one of what was subscribed to. */
    boolean matches(TopicPartition partition) {
        Pattern matching = pattern();
        return matching == null
                ? topics.contains(partition.topic())
                : matching.matcher(partition.topic()).matches();
    }

    Set<TopicPartition> assignedPartitions() {
        return assigned.keySet();
    }

    Collection<PartitionState> states() {
        return assigned.values();
    }

    @Nullable
    PartitionState stateOrNull(TopicPartition partition) {
        return assigned.get(partition);
    }

    /** @throws IllegalStateException if the partition is not assigned */
    PartitionState state(TopicPartition partition) {
        PartitionState state = assigned.get(partition);
        if (state == null) throw new IllegalStateException("No current assignment for partition " + partition);
        return state;
    }

    /** Whether answers and data for this state are still wanted. */
    boolean isCurrent(PartitionState state, int version) {
        return state.version == version && assigned.get(state.partition) == state;
    }

    /** The positions of all partitions that have one: what to commit. */
    Map<TopicPartition, OffsetAndMetadata> consumedPositions() {
        Map<TopicPartition, OffsetAndMetadata> positions = new HashMap<>();
        for (PartitionState state : assigned.values()) {
            if (state.hasPosition()) positions.put(state.partition, state.committable());
        }
        return positions;
    }

    List<PartitionState> inPhase(PartitionState.Phase phase) {
        List<PartitionState> found = new ArrayList<>();
        for (PartitionState state : assigned.values()) {
            if (state.phase == phase) found.add(state);
        }
        return found;
    }

    @Override
    public String toString() {
        return type + "(topics=" + topics + ", pattern=" + pattern + ", assigned=" + assigned.keySet() + ")";
    }
}
