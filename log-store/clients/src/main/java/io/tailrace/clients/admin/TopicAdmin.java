package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.admin.CreateTopicsResult.TopicMetadataAndConfig;
import io.tailrace.clients.core.Call;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Uuid;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.CreatePartitionsRequest;
import io.tailrace.protocol.message.CreatePartitionsResponse;
import io.tailrace.protocol.message.CreateTopicsRequest;
import io.tailrace.protocol.message.CreateTopicsResponse;
import io.tailrace.protocol.message.DeleteTopicsRequest;
import io.tailrace.protocol.message.DeleteTopicsResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes, grows and deletes topics: requests to the controller. <b>Threads:</b> any. */
final class TopicAdmin {

    private static final int SERVER_TIMEOUT_MS = 30_000;

    /** From this version on, topics to be deleted are named by name or id; before, by name. */
    private static final short DELETE_WITH_IDS = 6;

    private final AdminCalls calls;

    TopicAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    CreateTopicsResult create(Collection<NewTopic> topics, CreateTopicsOptions options) {
        Map<String, NewTopic> byName = new HashMap<>();
        topics.forEach(topic -> byName.put(topic.name(), topic));
        return new CreateTopicsResult(calls.keyed(byName.keySet(), options, names -> {
            List<CreateTopicsRequest.CreatableTopic> wanted = new ArrayList<>();
            names.forEach(name -> wanted.add(creatable(byName.get(name))));
            CreateTopicsRequest request = new CreateTopicsRequest()
                    .setTopics(wanted)
                    .setTimeoutMs(SERVER_TIMEOUT_MS)
                    .setValidateOnly(options.shouldValidateOnly());
            return calls.client()
                    .sendToController(Call.of(request, CreateTopicsResponse.class))
                    .thenApply(response -> {
                        Map<String, Outcome<TopicMetadataAndConfig>> outcomes = new HashMap<>();
                        response.topics()
                                .forEach(topic -> outcomes.put(
                                        topic.name(),
                                        Outcome.of(topic.errorCode(), topic.errorMessage(), made(topic))));
                        return outcomes;
                    });
        }));
    }

    private static CreateTopicsRequest.CreatableTopic creatable(NewTopic topic) {
        List<CreateTopicsRequest.CreatableReplicaAssignment> assignments = new ArrayList<>();
        Map<Integer, List<Integer>> chosen = topic.replicasAssignments();
        if (chosen != null) {
            chosen.forEach((partition, brokers) -> assignments.add(new CreateTopicsRequest.CreatableReplicaAssignment()
                    .setPartitionIndex(partition)
                    .setBrokerIds(new ArrayList<>(brokers))));
        }
        List<CreateTopicsRequest.CreatableTopicConfig> configs = new ArrayList<>();
        topic.configs()
                .forEach((key, value) -> configs.add(new CreateTopicsRequest.CreatableTopicConfig()
                        .setName(key)
                        .setValue(value)));
        return new CreateTopicsRequest.CreatableTopic()
                .setName(topic.name())
                .setNumPartitions(topic.numPartitions())
                .setReplicationFactor(topic.replicationFactor())
                .setAssignments(assignments)
                .setConfigs(configs);
    }

    private static TopicMetadataAndConfig made(CreateTopicsResponse.CreatableTopicResult topic) {
        List<ConfigEntry> entries = new ArrayList<>();
        List<CreateTopicsResponse.CreatableTopicConfigs> configs = topic.configs();
        if (configs != null) {
            configs.forEach(config -> entries.add(new ConfigEntry(
                    config.name(),
                    config.value(),
                    ConfigEntry.ConfigSource.forId(config.configSource()),
                    config.isSensitive(),
                    config.readOnly(),
                    List.of(),
                    ConfigEntry.ConfigType.UNKNOWN,
                    null)));
        }
        return new TopicMetadataAndConfig(
                Uuid.of(topic.topicId()), topic.numPartitions(), topic.replicationFactor(), new Config(entries));
    }

    DeleteTopicsResult deleteByName(Collection<String> topics, DeleteTopicsOptions options) {
        Map<String, KafkaFuture<Void>> futures = calls.keyed(
                Set.copyOf(topics),
                options,
                names -> calls.client()
                        .sendToController(Call.of(
                                ApiKey.DELETE_TOPICS,
                                DeleteTopicsResponse.class,
                                version -> version < DELETE_WITH_IDS
                                        ? new DeleteTopicsRequest()
                                                .setTopicNames(new ArrayList<>(names))
                                                .setTimeoutMs(SERVER_TIMEOUT_MS)
                                        : deleteRequest(names, Set.of())))
                        .thenApply(response -> {
                            Map<String, Outcome<Void>> outcomes = new HashMap<>();
                            response.responses()
                                    .forEach(topic -> outcomes.put(
                                            topic.name(), Outcome.of(topic.errorCode(), topic.errorMessage(), null)));
                            return outcomes;
                        }));
        return new DeleteTopicsResult(null, futures);
    }

    DeleteTopicsResult deleteById(Collection<Uuid> topics, DeleteTopicsOptions options) {
        Map<Uuid, KafkaFuture<Void>> futures = calls.keyed(
                Set.copyOf(topics),
                options,
                ids -> calls.client()
                        .sendToController(Call.of(deleteRequest(Set.of(), ids), DeleteTopicsResponse.class)
                                .versions(DELETE_WITH_IDS, Short.MAX_VALUE))
                        .thenApply(response -> {
                            Map<Uuid, Outcome<Void>> outcomes = new HashMap<>();
                            response.responses()
                                    .forEach(topic -> outcomes.put(
                                            Uuid.of(topic.topicId()),
                                            Outcome.of(topic.errorCode(), topic.errorMessage(), null)));
                            return outcomes;
                        }));
        return new DeleteTopicsResult(futures, null);
    }

    private static DeleteTopicsRequest deleteRequest(Set<String> names, Set<Uuid> ids) {
        List<DeleteTopicsRequest.DeleteTopicState> topics = new ArrayList<>();
        names.forEach(name -> topics.add(new DeleteTopicsRequest.DeleteTopicState().setName(name)));
        ids.forEach(id -> topics.add(
                new DeleteTopicsRequest.DeleteTopicState().setName(null).setTopicId(id.toJava())));
        return new DeleteTopicsRequest().setTopics(topics).setTimeoutMs(SERVER_TIMEOUT_MS);
    }

    CreatePartitionsResult grow(Map<String, NewPartitions> topics, CreatePartitionsOptions options) {
        return new CreatePartitionsResult(calls.keyed(topics.keySet(), options, names -> {
            List<CreatePartitionsRequest.CreatePartitionsTopic> wanted = new ArrayList<>();
            names.forEach(name -> wanted.add(growing(name, topics.get(name))));
            CreatePartitionsRequest request = new CreatePartitionsRequest()
                    .setTopics(wanted)
                    .setTimeoutMs(SERVER_TIMEOUT_MS)
                    .setValidateOnly(options.validateOnly());
            return calls.client()
                    .sendToController(Call.of(request, CreatePartitionsResponse.class))
                    .thenApply(response -> {
                        Map<String, Outcome<Void>> outcomes = new HashMap<>();
                        response.results()
                                .forEach(topic -> outcomes.put(
                                        topic.name(), Outcome.of(topic.errorCode(), topic.errorMessage(), null)));
                        return outcomes;
                    });
        }));
    }

    private static CreatePartitionsRequest.CreatePartitionsTopic growing(String name, NewPartitions partitions) {
        var topic = new CreatePartitionsRequest.CreatePartitionsTopic()
                .setName(name)
                .setCount(partitions.totalCount());
        List<List<Integer>> chosen = partitions.assignments();
        if (chosen == null) {
            return topic.setAssignments(null);
        }
        List<CreatePartitionsRequest.CreatePartitionsAssignment> assignments = new ArrayList<>();
        chosen.forEach(brokers -> assignments.add(
                new CreatePartitionsRequest.CreatePartitionsAssignment().setBrokerIds(new ArrayList<>(brokers))));
        return topic.setAssignments(assignments);
    }
}
