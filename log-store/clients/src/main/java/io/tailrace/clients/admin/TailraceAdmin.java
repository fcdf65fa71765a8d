package io.tailrace.clients.admin;

import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.ClientSettings;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicCollection;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Transport;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * {@link Admin} over the client core. One class a duty does the work: {@link TopicAdmin}, {@link ClusterAdmin},
 * {@link ConfigAdmin}, {@link PartitionAdmin}, {@link GroupAdmin}, {@link GroupOffsetAdmin}.
 *
 * <p><b>Threads:</b> any.
 */
public final class TailraceAdmin extends AdminClient {

    private final BrokerClient client;
    private final AdminCalls calls;
    private final TopicAdmin topics;
    private final ClusterAdmin cluster;
    private final ConfigAdmin configs;
    private final PartitionAdmin partitions;
    private final GroupAdmin groups;
    private final GroupOffsetAdmin groupOffsets;

    public TailraceAdmin(Properties properties) {
        this(new AdminClientConfig(properties));
    }

    public TailraceAdmin(Map<String, Object> properties) {
        this(new AdminClientConfig(properties));
    }

    TailraceAdmin(AdminClientConfig config) {
        this(config, BrokerClient.open(settings(config), config.originals()));
    }

    /** For a simulated network and time; closing this closes the transport and not the scheduler. */
    public TailraceAdmin(Map<String, Object> properties, Transport transport, Scheduler scheduler, Random random) {
        this(new AdminClientConfig(properties), transport, scheduler, random);
    }

    private TailraceAdmin(AdminClientConfig config, Transport transport, Scheduler scheduler, Random random) {
        this(config, BrokerClient.over(settings(config), transport, scheduler, random));
    }

    private TailraceAdmin(AdminClientConfig config, BrokerClient client) {
        this.client = client;
        this.calls = new AdminCalls(
                client,
                config.getInt(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG),
                config.getInt(AdminClientConfig.RETRIES_CONFIG));
        this.topics = new TopicAdmin(calls);
        this.cluster = new ClusterAdmin(calls);
        this.configs = new ConfigAdmin(calls);
        this.partitions = new PartitionAdmin(calls);
        this.groups = new GroupAdmin(calls);
        this.groupOffsets = new GroupOffsetAdmin(calls, groups);
    }

    private static ClientSettings settings(AdminClientConfig config) {
        return ClientSettings.from(config).withAutoCreateTopics(false);
    }

    @Override
    public CreateTopicsResult createTopics(Collection<NewTopic> newTopics, CreateTopicsOptions options) {
        return topics.create(newTopics, options);
    }

    @Override
    public DeleteTopicsResult deleteTopics(TopicCollection wanted, DeleteTopicsOptions options) {
        if (wanted instanceof TopicCollection.TopicIdCollection ids) {
            return topics.deleteById(ids.topicIds(), options);
        }
        return topics.deleteByName(((TopicCollection.TopicNameCollection) wanted).topicNames(), options);
    }

    @Override
    public ListTopicsResult listTopics(ListTopicsOptions options) {
        return cluster.listTopics(options);
    }

    @Override
    public DescribeTopicsResult describeTopics(TopicCollection wanted, DescribeTopicsOptions options) {
        if (wanted instanceof TopicCollection.TopicIdCollection ids) {
            return cluster.describeById(ids.topicIds(), options);
        }
        return cluster.describeByName(((TopicCollection.TopicNameCollection) wanted).topicNames(), options);
    }

    @Override
    public DescribeClusterResult describeCluster(DescribeClusterOptions options) {
        return cluster.describeCluster(options);
    }

    @Override
    public DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources, DescribeConfigsOptions options) {
        return configs.describe(resources, options);
    }

    @Override
    public AlterConfigsResult incrementalAlterConfigs(
            Map<ConfigResource, Collection<AlterConfigOp>> changes, AlterConfigsOptions options) {
        return configs.alter(changes, options);
    }

    @Override
    public CreatePartitionsResult createPartitions(
            Map<String, NewPartitions> newPartitions, CreatePartitionsOptions options) {
        return topics.grow(newPartitions, options);
    }

    @Override
    public DeleteRecordsResult deleteRecords(
            Map<TopicPartition, RecordsToDelete> recordsToDelete, DeleteRecordsOptions options) {
        return partitions.deleteRecords(recordsToDelete, options);
    }

    @Override
    public ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
        return partitions.listOffsets(wanted, options);
    }

    @Override
    public ListGroupsResult listGroups(ListGroupsOptions options) {
        return groups.list(options);
    }

    @Override
    public ListConsumerGroupsResult listConsumerGroups(ListConsumerGroupsOptions options) {
        return groups.listConsumers(options);
    }

    @Override
    public DescribeConsumerGroupsResult describeConsumerGroups(
            Collection<String> groupIds, DescribeConsumerGroupsOptions options) {
        return groups.describeConsumers(groupIds, options);
    }

    @Override
    public DescribeClassicGroupsResult describeClassicGroups(
            Collection<String> groupIds, DescribeClassicGroupsOptions options) {
        return groups.describeClassic(groupIds, options);
    }

    @Override
    public DeleteConsumerGroupsResult deleteConsumerGroups(
            Collection<String> groupIds, DeleteConsumerGroupsOptions options) {
        return groups.delete(groupIds, options);
    }

    @Override
    public ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
            Map<String, ListConsumerGroupOffsetsSpec> groupSpecs, ListConsumerGroupOffsetsOptions options) {
        return groupOffsets.list(groupSpecs, options);
    }

    @Override
    public AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
            String groupId, Map<TopicPartition, OffsetAndMetadata> offsets, AlterConsumerGroupOffsetsOptions options) {
        return groupOffsets.alter(groupId, offsets, options);
    }

    @Override
    public DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
            String groupId, Set<TopicPartition> wanted, DeleteConsumerGroupOffsetsOptions options) {
        return groupOffsets.delete(groupId, wanted, options);
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public void close(Duration timeout) {
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.underWay().toArray(CompletableFuture<?>[]::new));
        try {
            long timeoutMs = timeout.compareTo(Duration.ofDays(1)) > 0 ? Long.MAX_VALUE : timeout.toMillis();
            all.get(timeoutMs, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            client.close(); // a failed call has told its own future; what has not ended fails now
            return;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        client.close();
    }
}
