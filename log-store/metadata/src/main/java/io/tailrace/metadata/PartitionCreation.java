package io.tailrace.metadata;

import io.tailrace.metadata.MetadataCommand.CreatePartitions;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Decides {@link CreatePartitions}. Partitions are only ever added. */
final class PartitionCreation {

    private PartitionCreation() {}

    static MetadataDecision<List<CreatePartitionsResult>> decide(MetadataImage image, CreatePartitions command) {
        List<MetadataRecord> records = new ArrayList<>();
        List<CreatePartitionsResult> results = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (NewPartitions wanted : command.topics()) {
            try {
                if (!seen.add(wanted.topic())) {
                    throw new MetadataRejectedException(
                            ErrorCode.INVALID_REQUEST, "The request names topic '" + wanted.topic() + "' twice.");
                }
                List<MetadataRecord> added = add(image, wanted);
                if (records.size() + added.size() > TopicCreation.MAX_PARTITIONS_PER_COMMAND) {
                    throw new MetadataRejectedException(
                            ErrorCode.POLICY_VIOLATION,
                            "expected at most " + TopicCreation.MAX_PARTITIONS_PER_COMMAND
                                    + " new partitions in one request");
                }
                if (!command.validateOnly()) {
                    records.addAll(added);
                }
                results.add(new CreatePartitionsResult(wanted.topic(), ErrorCode.NONE, null));
            } catch (MetadataRejectedException e) {
                results.add(new CreatePartitionsResult(wanted.topic(), e.error(), e.getMessage()));
            }
        }
        return new MetadataDecision<>(records, results);
    }

    private static List<MetadataRecord> add(MetadataImage image, NewPartitions wanted) {
        TopicImage topic = image.topic(wanted.topic());
        if (topic == null) {
            throw new MetadataRejectedException(
                    ErrorCode.UNKNOWN_TOPIC_OR_PARTITION, "This server does not host topic '" + wanted.topic() + "'.");
        }
        int present = topic.partitions().size();
        int added = wanted.totalCount() - present;
        if (added <= 0) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_PARTITIONS,
                    "Topic '" + wanted.topic() + "' has " + present + " partitions: expected more than that, actual="
                            + wanted.totalCount());
        }
        if (added > TopicCreation.MAX_PARTITIONS_PER_COMMAND) {
            throw new MetadataRejectedException(
                    ErrorCode.POLICY_VIOLATION,
                    "expected at most " + TopicCreation.MAX_PARTITIONS_PER_COMMAND
                            + " new partitions in one request, actual=" + added);
        }
        int factor = topic.partitions().get(0).replicas().size();
        List<List<Integer>> replicas = replicas(image, topic, wanted, added, factor);
        List<MetadataRecord> records = new ArrayList<>(added);
        for (int i = 0; i < added; i++) {
            records.add(new PartitionRecord(topic.id(), present + i, PartitionImage.created(replicas.get(i))));
        }
        return records;
    }

    private static List<List<Integer>> replicas(
            MetadataImage image, TopicImage topic, NewPartitions wanted, int added, int factor) {
        ReplicaPlacement placement = new ReplicaPlacement(image);
        List<List<Integer>> assignments = wanted.assignments();
        int present = topic.partitions().size();
        if (assignments == null) {
            return placement.place(topic.id(), present, added, factor);
        }
        if (assignments.size() != added) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                    "expected assignments of " + added + " new partitions, actual=" + assignments.size());
        }
        for (int i = 0; i < added; i++) {
            placement.requireValid("partition " + (present + i), assignments.get(i), factor);
        }
        return assignments;
    }
}
