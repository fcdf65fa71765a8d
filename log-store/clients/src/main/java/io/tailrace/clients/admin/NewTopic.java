package io.tailrace.clients.admin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A topic to be made. <b>Threads:</b> one. */
public class NewTopic {
    private final String name;
    private final Optional<Integer> numPartitions;
    private final Optional<Short> replicationFactor;
    private final @Nullable Map<Integer, List<Integer>> replicasAssignments;
    private Map<String, @Nullable String> configs = Map.of();

    public NewTopic(String name, int numPartitions, short replicationFactor) {
        this(name, Optional.of(numPartitions), Optional.of(replicationFactor));
    }

    /** Empty counts leave the choice to the cluster. */
    public NewTopic(String name, Optional<Integer> numPartitions, Optional<Short> replicationFactor) {
        this.name = name;
        this.numPartitions = numPartitions;
        this.replicationFactor = replicationFactor;
        this.replicasAssignments = null;
    }

    /** @param replicasAssignments the brokers of each partition, preferred leader first */
    public NewTopic(String name, Map<Integer, List<Integer>> replicasAssignments) {
        this.name = name;
        this.numPartitions = Optional.empty();
        this.replicationFactor = Optional.empty();
        this.replicasAssignments = Map.copyOf(replicasAssignments);
    }

    public String name() {
        return name;
    }

    /** -1 where the cluster chooses. */
    public int numPartitions() {
        return numPartitions.orElse(-1);
    }

    /** -1 where the cluster chooses. */
    public short replicationFactor() {
        return replicationFactor.orElse((short) -1);
    }

    public @Nullable Map<Integer, List<Integer>> replicasAssignments() {
        return replicasAssignments;
    }

    /** Sets what differs from the cluster's defaults. */
    public NewTopic configs(Map<String, ? extends @Nullable String> configs) {
        this.configs = new HashMap<>(configs);
        return this;
    }

    public Map<String, @Nullable String> configs() {
        return configs;
    }

    @Override
    public String toString() {
        return "(name=" + name + ", numPartitions=" + numPartitions() + ", replicationFactor=" + replicationFactor()
                + ", replicasAssignments=" + replicasAssignments + ", configs=" + configs + ")";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NewTopic that
                && name.equals(that.name)
                && numPartitions.equals(that.numPartitions)
                && replicationFactor.equals(that.replicationFactor)
                && Objects.equals(replicasAssignments, that.replicasAssignments)
                && configs.equals(that.configs);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, numPartitions, replicationFactor, replicasAssignments, configs);
    }
}
