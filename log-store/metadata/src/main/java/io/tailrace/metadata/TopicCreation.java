package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataCommand.CreateTopics;
import io.tailrace.metadata.MetadataRecord.ConfigRecord;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.metadata.MetadataRecord.TopicRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Decides {@link CreateTopics}. */
final class TopicCreation {

    /** More partitions in one command are refused: they would make one batch of records that is too large. */
    static final int MAX_PARTITIONS_PER_COMMAND = 10_000;

    private final MetadataDefaults defaults;
    private final ConfigValidator validator;
    private final Supplier<UUID> topicIds;

    TopicCreation(MetadataDefaults defaults, ConfigValidator validator, Supplier<UUID> topicIds) {
        this.defaults = defaults;
        this.validator = validator;
        this.topicIds = topicIds;
    }

    MetadataDecision<List<CreateTopicResult>> decide(MetadataImage image, CreateTopics command) {
        Map<String, Integer> occurrences = new HashMap<>();
        command.topics().forEach(topic -> occurrences.merge(topic.name(), 1, Integer::sum));
        Set<String> created = new HashSet<>();
        List<MetadataRecord> records = new ArrayList<>();
        List<CreateTopicResult> results = new ArrayList<>();
        int partitions = 0;
        for (NewTopic topic : command.topics()) {
            try {
                if (occurrences.getOrDefault(topic.name(), 0) > 1) {
                    throw new MetadataRejectedException(
                            ErrorCode.INVALID_REQUEST,
                            "The request names topic '" + topic.name() + "' more than once.");
                }
                requireFree(image, topic.name(), created);
                Plan plan = plan(image, topic);
                partitions += plan.replicas().size();
                if (partitions > MAX_PARTITIONS_PER_COMMAND) {
                    throw new MetadataRejectedException(
                            ErrorCode.POLICY_VIOLATION,
                            "expected at most " + MAX_PARTITIONS_PER_COMMAND + " partitions in one request");
                }
                created.add(topic.name());
                if (!command.validateOnly()) {
                    plan.addTo(records);
                }
                results.add(plan.result(command.validateOnly()));
            } catch (MetadataRejectedException e) {
                results.add(CreateTopicResult.failed(topic.name(), e));
            }
        }
        return new MetadataDecision<>(records, results);
    }

    private static void requireFree(MetadataImage image, String name, Set<String> created) {
        TopicNames.requireValid(name);
        if (image.topic(name) != null) {
            throw new MetadataRejectedException(ErrorCode.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
        }
        TopicNames.requireNoCollision(name, image.topicsByName().keySet());
        TopicNames.requireNoCollision(name, created);
    }

    private Plan plan(MetadataImage image, NewTopic topic) {
        Map<String, String> configs = requireConfigs(topic);
        UUID id = topicIds.get();
        List<List<Integer>> replicas =
                topic.assignments().isEmpty() ? chosen(image, topic, id) : assigned(image, topic);
        return new Plan(topic.name(), id, replicas, configs);
    }

    private List<List<Integer>> chosen(MetadataImage image, NewTopic topic, UUID id) {
        int partitions = topic.partitions() == -1 ? defaults.partitions() : topic.partitions();
        if (partitions < 1) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_PARTITIONS,
                    "expected a number of partitions above 0, or -1 for the default, actual=" + partitions);
        }
        int factor = topic.replicationFactor() == -1 ? defaults.replicationFactor() : topic.replicationFactor();
        if (factor < 1) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REPLICATION_FACTOR,
                    "expected a replication factor above 0, or -1 for the default, actual=" + factor);
        }
        if (partitions > MAX_PARTITIONS_PER_COMMAND) {
            throw new MetadataRejectedException(
                    ErrorCode.POLICY_VIOLATION,
                    "expected at most " + MAX_PARTITIONS_PER_COMMAND + " partitions in one request, actual="
                            + partitions);
        }
        return new ReplicaPlacement(image).place(id, 0, partitions, factor);
    }

    private static List<List<Integer>> assigned(MetadataImage image, NewTopic topic) {
        if (topic.partitions() != -1 || topic.replicationFactor() != -1) {
            throw new MetadataRejectedException(
                    ErrorCode.INVALID_REQUEST,
                    "expected -1 as number of partitions and as replication factor beside an assignment of replicas");
        }
        ReplicaPlacement placement = new ReplicaPlacement(image);
        TreeMap<Integer, List<Integer>> sorted = new TreeMap<>(topic.assignments());
        int factor = sorted.firstEntry().getValue().size();
        List<List<Integer>> replicas = new ArrayList<>();
        for (Map.Entry<Integer, List<Integer>> entry : sorted.entrySet()) {
            if (entry.getKey() != replicas.size()) {
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_REPLICA_ASSIGNMENT,
                        "expected an assignment of partition " + replicas.size() + ", actual=" + entry.getKey());
            }
            placement.requireValid("partition " + entry.getKey(), entry.getValue(), factor);
            replicas.add(entry.getValue());
        }
        return replicas;
    }

    private Map<String, String> requireConfigs(NewTopic topic) {
        Map<String, String> configs = new LinkedHashMap<>();
        for (Map.Entry<String, @Nullable String> entry : topic.configs().entrySet()) {
            String value = entry.getValue();
            if (value == null) {
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_CONFIG, "expected a value of '" + entry.getKey() + "', actual=null");
            }
            configs.put(entry.getKey(), value);
        }
        String problem = validator.problem(ConfigResource.Type.TOPIC, configs);
        if (problem != null) {
            throw new MetadataRejectedException(ErrorCode.INVALID_CONFIG, problem);
        }
        return configs;
    }

    private record Plan(String name, UUID id, List<List<Integer>> replicas, Map<String, String> configs) {

        void addTo(List<MetadataRecord> records) {
            records.add(new TopicRecord(name, id));
            for (int i = 0; i < replicas.size(); i++) {
                records.add(new PartitionRecord(id, i, PartitionImage.created(replicas.get(i))));
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, name);
            configs.forEach((key, value) -> records.add(new ConfigRecord(resource, key, value)));
        }

        CreateTopicResult result(boolean validateOnly) {
            return new CreateTopicResult(
                    name,
                    ErrorCode.NONE,
                    null,
                    validateOnly ? CreateTopicResult.NO_ID : id,
                    replicas.size(),
                    (short) replicas.get(0).size(),
                    configs);
        }
    }
}
