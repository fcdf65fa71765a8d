package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.admin.DescribeClusterResult.ClusterDescription;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Node;
import io.tailrace.common.TopicPartitionInfo;
import io.tailrace.common.Uuid;
import io.tailrace.common.acl.AclOperation;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.DescribeClusterRequest;
import io.tailrace.protocol.message.DescribeClusterResponse;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataResponse;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Says what there is: brokers and topics. Any broker answers. <b>Threads:</b> any. */
final class ClusterAdmin {

    /** The first version that asks without making topics. */
    private static final short WITHOUT_CREATION = 4;

    /** The first version that takes topic ids without names. */
    private static final short BY_ID = 12;

    private final AdminCalls calls;

    ClusterAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    ListTopicsResult listTopics(ListTopicsOptions options) {
        return new ListTopicsResult(calls.single(
                "the list of topics",
                options,
                () -> metadata(null, 1, options(false)).thenApply(response -> {
                    Map<String, TopicListing> topics = new HashMap<>();
                    for (MetadataResponse.MetadataResponseTopic topic : response.topics()) {
                        if (topic.name() != null && (options.shouldListInternal() || !topic.isInternal())) {
                            topics.put(
                                    topic.name(),
                                    new TopicListing(topic.name(), Uuid.of(topic.topicId()), topic.isInternal()));
                        }
                    }
                    return topics;
                })));
    }

    private static DescribeTopicsOptions options(boolean authorizedOperations) {
        return new DescribeTopicsOptions().includeAuthorizedOperations(authorizedOperations);
    }

    DescribeTopicsResult describeByName(Collection<String> topics, DescribeTopicsOptions options) {
        return new DescribeTopicsResult(
                null,
                describe(
                        Set.copyOf(topics),
                        name -> new MetadataRequest.MetadataRequestTopic().setName(name),
                        MetadataResponse.MetadataResponseTopic::name,
                        WITHOUT_CREATION,
                        options));
    }

    DescribeTopicsResult describeById(Collection<Uuid> topics, DescribeTopicsOptions options) {
        return new DescribeTopicsResult(
                describe(
                        Set.copyOf(topics),
                        id -> new MetadataRequest.MetadataRequestTopic()
                                .setName(null)
                                .setTopicId(id.toJava()),
                        topic -> Uuid.of(topic.topicId()),
                        BY_ID,
                        options),
                null);
    }

    private <K> Map<K, KafkaFuture<TopicDescription>> describe(
            Set<K> topics,
            Function<K, MetadataRequest.MetadataRequestTopic> ask,
            Function<MetadataResponse.MetadataResponseTopic, @Nullable K> keyOf,
            int lowestVersion,
            DescribeTopicsOptions options) {
        return calls.keyed(
                topics,
                options,
                keys -> metadata(new ArrayList<>(keys.stream().map(ask).toList()), lowestVersion, options)
                        .thenApply(response -> {
                            Map<Integer, Node> nodes = nodes(response);
                            Map<K, Outcome<TopicDescription>> outcomes = new HashMap<>();
                            for (MetadataResponse.MetadataResponseTopic topic : response.topics()) {
                                K key = keyOf.apply(topic);
                                if (key != null) {
                                    outcomes.put(key, described(topic, nodes));
                                }
                            }
                            return outcomes;
                        }));
    }

    private CompletableFuture<MetadataResponse> metadata(
            @Nullable List<MetadataRequest.MetadataRequestTopic> topics,
            int lowestVersion,
            DescribeTopicsOptions options) {
        return calls.client()
                .sendToAny(Call.of(
                                ApiKey.METADATA,
                                MetadataResponse.class,
                                version -> new MetadataRequest()
                                        .setTopics(topics)
                                        .setAllowAutoTopicCreation(version < WITHOUT_CREATION)
                                        .setIncludeTopicAuthorizedOperations(
                                                version >= 8 && options.includeAuthorizedOperations()))
                        .versions(lowestVersion, Short.MAX_VALUE));
    }

    private static Outcome<TopicDescription> described(
            MetadataResponse.MetadataResponseTopic topic, Map<Integer, Node> nodes) {
        if (topic.errorCode() != ErrorCode.NONE.code()) {
            String name = topic.name() == null ? "of id " + Uuid.of(topic.topicId()) : topic.name();
            return Outcome.of(topic.errorCode(), "cannot describe topic " + name, null);
        }
        List<TopicPartitionInfo> partitions = new ArrayList<>();
        for (MetadataResponse.MetadataResponsePartition partition : topic.partitions()) {
            partitions.add(new TopicPartitionInfo(
                    partition.partitionIndex(),
                    nodes.get(partition.leaderId()),
                    nodes(partition.replicaNodes(), nodes),
                    nodes(partition.isrNodes(), nodes)));
        }
        partitions.sort(Comparator.comparingInt(TopicPartitionInfo::partition));
        return Outcome.of(new TopicDescription(
                String.valueOf(topic.name()),
                topic.isInternal(),
                partitions,
                AclOperation.fromBits(topic.topicAuthorizedOperations()),
                Uuid.of(topic.topicId())));
    }

    private static List<Node> nodes(List<Integer> ids, Map<Integer, Node> nodes) {
        List<Node> found = new ArrayList<>();
        ids.forEach(id -> found.add(nodes.getOrDefault(id, new Node(id, "", -1))));
        return found;
    }

    private static Map<Integer, Node> nodes(MetadataResponse response) {
        Map<Integer, Node> nodes = new HashMap<>();
        response.brokers()
                .forEach(broker -> nodes.put(
                        broker.nodeId(), new Node(broker.nodeId(), broker.host(), broker.port(), broker.rack())));
        return nodes;
    }

    DescribeClusterResult describeCluster(DescribeClusterOptions options) {
        return new DescribeClusterResult(calls.single("the description of the cluster", options, () -> {
            DescribeClusterRequest request = new DescribeClusterRequest()
                    .setIncludeClusterAuthorizedOperations(options.includeAuthorizedOperations())
                    .setIncludeFencedBrokers(options.includeFencedBrokers());
            return calls.client()
                    .sendToAny(Call.of(request, DescribeClusterResponse.class))
                    .thenApply(ClusterAdmin::cluster)
                    .exceptionallyCompose(failure -> Failures.unwrap(failure) instanceof UnsupportedVersionException
                            ? fromMetadata()
                            : CompletableFuture.failedFuture(failure));
        }));
    }

    private static ClusterDescription cluster(DescribeClusterResponse response) {
        if (response.errorCode() != ErrorCode.NONE.code()) {
            throw Errors.exception(ErrorCode.forCode(response.errorCode()), response.errorMessage());
        }
        Map<Integer, Node> nodes = new HashMap<>();
        response.brokers()
                .forEach(broker -> nodes.put(
                        broker.brokerId(), new Node(broker.brokerId(), broker.host(), broker.port(), broker.rack())));
        return new ClusterDescription(
                nodes.values(),
                nodes.get(response.controllerId()),
                response.clusterId(),
                AclOperation.fromBits(response.clusterAuthorizedOperations()));
    }

    /** Brokers before Kafka 2.8 describe the cluster in metadata only. */
    private CompletableFuture<ClusterDescription> fromMetadata() {
        return metadata(new ArrayList<>(), 1, options(false)).thenApply(response -> {
            Map<Integer, Node> nodes = nodes(response);
            return new ClusterDescription(
                    nodes.values(), nodes.get(response.controllerId()), response.clusterId(), null);
        });
    }
}
