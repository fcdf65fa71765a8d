package io.tailrace.clients.admin;

import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.TopicCollection;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.config.ConfigResource;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/**
 * Administers a cluster. The shape is that of Apache Kafka's {@code Admin}, for the calls that brokers of this version
 * serve.
 *
 * <p>Every call returns at once, with futures. A failure that may pass is retried until {@code default.api.timeout.ms}, or the
 * time-out of the call's options; then the future fails with {@link io.tailrace.common.errors.TimeoutException}. Other
 * failures are the exceptions of {@link io.tailrace.common.errors}.
 *
 * <p><b>Threads:</b> any.
 */
public interface Admin extends AutoCloseable {

    static Admin create(Properties properties) {
        return AdminClient.create(properties);
    }

    static Admin create(Map<String, Object> properties) {
        return AdminClient.create(properties);
    }

    /** Waits for calls that are under way, then closes. */
    @Override
    default void close() {
        close(Duration.ofMillis(Long.MAX_VALUE));
    }

    /** Closes after waiting at most so long for calls that are under way; the rest of them fail. */
    void close(Duration timeout);

    /** Makes topics. A topic that exists fails with {@link io.tailrace.common.errors.TopicExistsException}. */
    default CreateTopicsResult createTopics(Collection<NewTopic> newTopics) {
        return createTopics(newTopics, new CreateTopicsOptions());
    }

    /** Makes topics. A topic that exists fails with {@link io.tailrace.common.errors.TopicExistsException}. */
    CreateTopicsResult createTopics(Collection<NewTopic> newTopics, CreateTopicsOptions options);

    /** Deletes topics with all that is in them. */
    default DeleteTopicsResult deleteTopics(TopicCollection topics) {
        return deleteTopics(topics, new DeleteTopicsOptions());
    }

    /** Deletes topics with all that is in them. */
    DeleteTopicsResult deleteTopics(TopicCollection topics, DeleteTopicsOptions options);

    /** Lists the topics. */
    default ListTopicsResult listTopics() {
        return listTopics(new ListTopicsOptions());
    }

    /** Lists the topics. */
    ListTopicsResult listTopics(ListTopicsOptions options);

    /** Describes topics and their partitions. */
    default DescribeTopicsResult describeTopics(TopicCollection topics) {
        return describeTopics(topics, new DescribeTopicsOptions());
    }

    /** Describes topics and their partitions. */
    DescribeTopicsResult describeTopics(TopicCollection topics, DescribeTopicsOptions options);

    /** Describes the brokers. */
    default DescribeClusterResult describeCluster() {
        return describeCluster(new DescribeClusterOptions());
    }

    /** Describes the brokers. */
    DescribeClusterResult describeCluster(DescribeClusterOptions options);

    /** Reads the settings of topics and brokers. */
    default DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources) {
        return describeConfigs(resources, new DescribeConfigsOptions());
    }

    /** Reads the settings of topics and brokers. */
    DescribeConfigsResult describeConfigs(Collection<ConfigResource> resources, DescribeConfigsOptions options);

    /** Adds partitions to topics. */
    default CreatePartitionsResult createPartitions(Map<String, NewPartitions> newPartitions) {
        return createPartitions(newPartitions, new CreatePartitionsOptions());
    }

    /** Adds partitions to topics. */
    CreatePartitionsResult createPartitions(Map<String, NewPartitions> newPartitions, CreatePartitionsOptions options);

    /** Deletes the records before an offset. */
    default DeleteRecordsResult deleteRecords(Map<TopicPartition, RecordsToDelete> recordsToDelete) {
        return deleteRecords(recordsToDelete, new DeleteRecordsOptions());
    }

    /** Deletes the records before an offset. */
    DeleteRecordsResult deleteRecords(
            Map<TopicPartition, RecordsToDelete> recordsToDelete, DeleteRecordsOptions options);

    /** Looks up offsets: first, last, by time. */
    default ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> topicPartitionOffsets) {
        return listOffsets(topicPartitionOffsets, new ListOffsetsOptions());
    }

    /** Looks up offsets: first, last, by time. */
    ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> topicPartitionOffsets, ListOffsetsOptions options);

    /** Lists the groups of all kinds. */
    default ListGroupsResult listGroups() {
        return listGroups(new ListGroupsOptions());
    }

    /** Lists the groups of all kinds. */
    ListGroupsResult listGroups(ListGroupsOptions options);

    /** Lists the groups of consumers. */
    default ListConsumerGroupsResult listConsumerGroups() {
        return listConsumerGroups(new ListConsumerGroupsOptions());
    }

    /** Lists the groups of consumers. */
    ListConsumerGroupsResult listConsumerGroups(ListConsumerGroupsOptions options);

    /** Describes groups of consumers. */
    default DescribeConsumerGroupsResult describeConsumerGroups(Collection<String> groupIds) {
        return describeConsumerGroups(groupIds, new DescribeConsumerGroupsOptions());
    }

    /** Describes groups of consumers. */
    DescribeConsumerGroupsResult describeConsumerGroups(
            Collection<String> groupIds, DescribeConsumerGroupsOptions options);

    /** Describes groups of the classic protocol, whatever they are used for. */
    default DescribeClassicGroupsResult describeClassicGroups(Collection<String> groupIds) {
        return describeClassicGroups(groupIds, new DescribeClassicGroupsOptions());
    }

    /** Describes groups of the classic protocol, whatever they are used for. */
    DescribeClassicGroupsResult describeClassicGroups(
            Collection<String> groupIds, DescribeClassicGroupsOptions options);

    /** Deletes groups without members, with their offsets. */
    default DeleteConsumerGroupsResult deleteConsumerGroups(Collection<String> groupIds) {
        return deleteConsumerGroups(groupIds, new DeleteConsumerGroupsOptions());
    }

    /** Deletes groups without members, with their offsets. */
    DeleteConsumerGroupsResult deleteConsumerGroups(Collection<String> groupIds, DeleteConsumerGroupsOptions options);

    /** Deletes topics with all that is in them. */
    default DeleteTopicsResult deleteTopics(Collection<String> topics) {
        return deleteTopics(TopicCollection.ofTopicNames(topics), new DeleteTopicsOptions());
    }

    /** Deletes topics with all that is in them. */
    default DeleteTopicsResult deleteTopics(Collection<String> topics, DeleteTopicsOptions options) {
        return deleteTopics(TopicCollection.ofTopicNames(topics), options);
    }

    /** Describes topics and their partitions. */
    default DescribeTopicsResult describeTopics(Collection<String> topicNames) {
        return describeTopics(TopicCollection.ofTopicNames(topicNames), new DescribeTopicsOptions());
    }

    /** Describes topics and their partitions. */
    default DescribeTopicsResult describeTopics(Collection<String> topicNames, DescribeTopicsOptions options) {
        return describeTopics(TopicCollection.ofTopicNames(topicNames), options);
    }

    /** Changes settings, leaving the others as they are (KIP-339). */
    default AlterConfigsResult incrementalAlterConfigs(Map<ConfigResource, Collection<AlterConfigOp>> configs) {
        return incrementalAlterConfigs(configs, new AlterConfigsOptions());
    }

    /** Changes settings, leaving the others as they are (KIP-339). */
    AlterConfigsResult incrementalAlterConfigs(
            Map<ConfigResource, Collection<AlterConfigOp>> configs, AlterConfigsOptions options);

    /** Gives all committed offsets of a group. */
    default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(String groupId) {
        return listConsumerGroupOffsets(groupId, new ListConsumerGroupOffsetsOptions());
    }

    /** Gives all committed offsets of a group. */
    default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
            String groupId, ListConsumerGroupOffsetsOptions options) {
        return listConsumerGroupOffsets(Map.of(groupId, new ListConsumerGroupOffsetsSpec()), options);
    }

    /** Gives committed offsets of groups. */
    default ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
            Map<String, ListConsumerGroupOffsetsSpec> groupSpecs) {
        return listConsumerGroupOffsets(groupSpecs, new ListConsumerGroupOffsetsOptions());
    }

    /** Gives committed offsets of groups. */
    ListConsumerGroupOffsetsResult listConsumerGroupOffsets(
            Map<String, ListConsumerGroupOffsetsSpec> groupSpecs, ListConsumerGroupOffsetsOptions options);

    /** Sets offsets of a group without members. */
    default AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
            String groupId, Map<TopicPartition, OffsetAndMetadata> offsets) {
        return alterConsumerGroupOffsets(groupId, offsets, new AlterConsumerGroupOffsetsOptions());
    }

    /** Sets offsets of a group without members. */
    AlterConsumerGroupOffsetsResult alterConsumerGroupOffsets(
            String groupId, Map<TopicPartition, OffsetAndMetadata> offsets, AlterConsumerGroupOffsetsOptions options);

    /** Deletes offsets of topics that the group does not read now. */
    default DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
            String groupId, Set<TopicPartition> partitions) {
        return deleteConsumerGroupOffsets(groupId, partitions, new DeleteConsumerGroupOffsetsOptions());
    }

    /** Deletes offsets of topics that the group does not read now. */
    DeleteConsumerGroupOffsetsResult deleteConsumerGroupOffsets(
            String groupId, Set<TopicPartition> partitions, DeleteConsumerGroupOffsetsOptions options);

    /** What this client measures of itself. */
    Map<MetricName, ? extends Metric> metrics();
}
