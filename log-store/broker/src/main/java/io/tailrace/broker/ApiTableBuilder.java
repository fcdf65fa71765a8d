package io.tailrace.broker;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.cluster.ProducerIds;
import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.broker.delayed.Deadlines;
import io.tailrace.broker.fetch.Fetcher;
import io.tailrace.broker.group.GroupCoordinators;
import io.tailrace.broker.handler.cluster.ApiVersionsHandler;
import io.tailrace.broker.handler.cluster.DescribeClusterHandler;
import io.tailrace.broker.handler.cluster.DescribeTopicPartitionsHandler;
import io.tailrace.broker.handler.cluster.FindCoordinatorHandler;
import io.tailrace.broker.handler.cluster.InitProducerIdHandler;
import io.tailrace.broker.handler.cluster.MetadataHandler;
import io.tailrace.broker.handler.data.DeleteRecordsHandler;
import io.tailrace.broker.handler.data.FetchHandler;
import io.tailrace.broker.handler.data.ListOffsetsHandler;
import io.tailrace.broker.handler.data.OffsetForLeaderEpochHandler;
import io.tailrace.broker.handler.data.ProduceAppender;
import io.tailrace.broker.handler.data.ProduceHandler;
import io.tailrace.broker.handler.group.DeleteGroupsHandler;
import io.tailrace.broker.handler.group.DescribeGroupsHandler;
import io.tailrace.broker.handler.group.HeartbeatHandler;
import io.tailrace.broker.handler.group.JoinGroupHandler;
import io.tailrace.broker.handler.group.LeaveGroupHandler;
import io.tailrace.broker.handler.group.ListGroupsHandler;
import io.tailrace.broker.handler.group.OffsetCommitHandler;
import io.tailrace.broker.handler.group.OffsetDeleteHandler;
import io.tailrace.broker.handler.group.OffsetFetchHandler;
import io.tailrace.broker.handler.group.SyncGroupHandler;
import io.tailrace.broker.handler.topic.AlterConfigsHandler;
import io.tailrace.broker.handler.topic.ConfigDescriber;
import io.tailrace.broker.handler.topic.CreatePartitionsHandler;
import io.tailrace.broker.handler.topic.CreateTopicsHandler;
import io.tailrace.broker.handler.topic.DeleteTopicsHandler;
import io.tailrace.broker.handler.topic.DescribeConfigsHandler;
import io.tailrace.broker.handler.topic.DescribeLogDirsHandler;
import io.tailrace.broker.handler.topic.IncrementalAlterConfigsHandler;
import io.tailrace.broker.request.ApiTable;
import io.tailrace.broker.request.ServedApi;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.protocol.message.AlterConfigsRequest;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.CreatePartitionsRequest;
import io.tailrace.protocol.message.CreateTopicsRequest;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteRecordsRequest;
import io.tailrace.protocol.message.DeleteTopicsRequest;
import io.tailrace.protocol.message.DescribeClusterRequest;
import io.tailrace.protocol.message.DescribeConfigsRequest;
import io.tailrace.protocol.message.DescribeGroupsRequest;
import io.tailrace.protocol.message.DescribeLogDirsRequest;
import io.tailrace.protocol.message.DescribeTopicPartitionsRequest;
import io.tailrace.protocol.message.FetchRequest;
import io.tailrace.protocol.message.FindCoordinatorRequest;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.IncrementalAlterConfigsRequest;
import io.tailrace.protocol.message.InitProducerIdRequest;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.ListGroupsRequest;
import io.tailrace.protocol.message.ListOffsetsRequest;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetFetchRequest;
import io.tailrace.protocol.message.OffsetForLeaderEpochRequest;
import io.tailrace.protocol.message.ProduceRequest;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.storage.log.LogStore;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The table of served APIs: one line, one handler, one range of versions each.
 *
 * @param config the server's configuration
 */
record ApiTableBuilder(
        BrokerConfig config,
        MetadataQuorum quorum,
        PartitionTable partitions,
        TopicConfigs topicConfigs,
        GroupCoordinators groups,
        Services services) {

    /** The smaller parts that handlers stand on. */
    record Services(
            LogStore store,
            Fetcher fetcher,
            Deadlines deadlines,
            TopicCreator creator,
            ProducerIds producerIds,
            AdvertisedEndpoints endpoints) {}

    ApiTable build() {
        AtomicReference<ApiTable> itself = new AtomicReference<>();
        ConfigDescriber describer = new ConfigDescriber(topicConfigs);
        AdvertisedEndpoints endpoints = services.endpoints;
        ApiTable table = new ApiTable(List.of(
                ServedApi.of(
                        ApiKey.PRODUCE,
                        ProduceRequest.class,
                        new ProduceHandler(new ProduceAppender(partitions), services.deadlines)),
                ServedApi.of(
                        ApiKey.FETCH,
                        FetchRequest.class,
                        new FetchHandler(services.fetcher, partitions, config.fetchMaxBytes())),
                ServedApi.of(ApiKey.LIST_OFFSETS, ListOffsetsRequest.class, new ListOffsetsHandler(partitions)),
                ServedApi.of(
                        ApiKey.METADATA,
                        MetadataRequest.class,
                        new MetadataHandler(
                                quorum,
                                partitions,
                                services.creator,
                                endpoints,
                                config.rack(),
                                config.autoCreateTopics())),
                ServedApi.of(ApiKey.OFFSET_COMMIT, OffsetCommitRequest.class, new OffsetCommitHandler(groups, quorum)),
                ServedApi.of(ApiKey.OFFSET_FETCH, OffsetFetchRequest.class, new OffsetFetchHandler(groups, quorum)),
                ServedApi.of(
                        ApiKey.FIND_COORDINATOR,
                        FindCoordinatorRequest.class,
                        new FindCoordinatorHandler(groups, endpoints)),
                ServedApi.of(ApiKey.JOIN_GROUP, JoinGroupRequest.class, new JoinGroupHandler(groups)),
                ServedApi.of(ApiKey.HEARTBEAT, HeartbeatRequest.class, new HeartbeatHandler(groups)),
                ServedApi.of(ApiKey.LEAVE_GROUP, LeaveGroupRequest.class, new LeaveGroupHandler(groups)),
                ServedApi.of(ApiKey.SYNC_GROUP, SyncGroupRequest.class, new SyncGroupHandler(groups)),
                ServedApi.of(ApiKey.DESCRIBE_GROUPS, DescribeGroupsRequest.class, new DescribeGroupsHandler(groups)),
                ServedApi.of(ApiKey.LIST_GROUPS, ListGroupsRequest.class, new ListGroupsHandler(groups)),
                ServedApi.of(ApiKey.API_VERSIONS, ApiVersionsRequest.class, new ApiVersionsHandler(itself::get)),
                ServedApi.of(
                        ApiKey.CREATE_TOPICS, CreateTopicsRequest.class, new CreateTopicsHandler(quorum, describer)),
                ServedApi.of(
                        ApiKey.DELETE_TOPICS,
                        DeleteTopicsRequest.class,
                        new DeleteTopicsHandler(quorum, config.topicDeletionEnabled())),
                ServedApi.of(
                        ApiKey.DELETE_RECORDS,
                        DeleteRecordsRequest.class,
                        new DeleteRecordsHandler(partitions, services.deadlines)),
                ServedApi.of(
                        ApiKey.INIT_PRODUCER_ID,
                        InitProducerIdRequest.class,
                        new InitProducerIdHandler(services.producerIds)),
                ServedApi.of(
                        ApiKey.OFFSET_FOR_LEADER_EPOCH,
                        OffsetForLeaderEpochRequest.class,
                        new OffsetForLeaderEpochHandler(partitions)),
                ServedApi.of(
                        ApiKey.DESCRIBE_CONFIGS,
                        DescribeConfigsRequest.class,
                        new DescribeConfigsHandler(quorum, describer, config.nodeId())),
                ServedApi.of(ApiKey.ALTER_CONFIGS, AlterConfigsRequest.class, new AlterConfigsHandler(quorum)),
                ServedApi.of(
                        ApiKey.CREATE_PARTITIONS, CreatePartitionsRequest.class, new CreatePartitionsHandler(quorum)),
                ServedApi.of(
                        ApiKey.DESCRIBE_LOG_DIRS,
                        DescribeLogDirsRequest.class,
                        new DescribeLogDirsHandler(services.store)),
                ServedApi.of(ApiKey.DELETE_GROUPS, DeleteGroupsRequest.class, new DeleteGroupsHandler(groups)),
                ServedApi.of(
                        ApiKey.INCREMENTAL_ALTER_CONFIGS,
                        IncrementalAlterConfigsRequest.class,
                        new IncrementalAlterConfigsHandler(quorum)),
                ServedApi.of(ApiKey.OFFSET_DELETE, OffsetDeleteRequest.class, new OffsetDeleteHandler(groups)),
                ServedApi.of(
                        ApiKey.DESCRIBE_CLUSTER,
                        DescribeClusterRequest.class,
                        new DescribeClusterHandler(quorum, endpoints, config.rack())),
                ServedApi.of(
                        ApiKey.DESCRIBE_TOPIC_PARTITIONS,
                        DescribeTopicPartitionsRequest.class,
                        new DescribeTopicPartitionsHandler(quorum, partitions, config.nodeId()))));
        itself.set(table);
        return table;
    }
}
