package io.tailrace.metadata;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A request to change the metadata. What came of it, errors included, is the result; a command never fails halfway.
 *
 * @param <R> the result
 */
public sealed interface MetadataCommand<R> {

    /** Gives a new cluster its id and features. Nothing happens if it has that id already. */
    record InitializeCluster(String clusterId, Map<String, Short> features) implements MetadataCommand<CommandResult> {}

    /**
     * A broker (re)starts. The partitions that it leads begin a new leader epoch if the process is a new one, so that
     * what an earlier process lost can be told from what it still has.
     */
    record RegisterBroker(
            int id,
            UUID incarnationId,
            List<Endpoint> endpoints,
            @Nullable String rack) implements MetadataCommand<BrokerRegistered> {}

    /** A broker is gone for good. */
    record UnregisterBroker(int id) implements MetadataCommand<CommandResult> {}

    /** Each topic is created or not, by itself. Results are in the order of the request. */
    record CreateTopics(List<NewTopic> topics, boolean validateOnly)
            implements MetadataCommand<List<CreateTopicResult>> {}

    record DeleteTopics(List<TopicRef> topics) implements MetadataCommand<List<DeleteTopicResult>> {}

    record CreatePartitions(List<NewPartitions> topics, boolean validateOnly)
            implements MetadataCommand<List<CreatePartitionsResult>> {}

    /** Changes single configuration keys (KIP-339). */
    record AlterConfigs(List<ConfigChange> changes, boolean validateOnly)
            implements MetadataCommand<List<AlterConfigResult>> {}

    /** Replaces all overrides of a resource: the older AlterConfigs. */
    record ReplaceConfigs(List<ConfigReplacement> replacements, boolean validateOnly)
            implements MetadataCommand<List<AlterConfigResult>> {}

    /** Gives a broker a block of producer ids that nobody else gets. */
    record AllocateProducerIds(int brokerId, long brokerEpoch) implements MetadataCommand<ProducerIdBlock> {}
}
