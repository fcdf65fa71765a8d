package io.tailrace.metadata;

import io.tailrace.metadata.MetadataCommand.AllocateProducerIds;
import io.tailrace.metadata.MetadataCommand.AlterConfigs;
import io.tailrace.metadata.MetadataCommand.CreatePartitions;
import io.tailrace.metadata.MetadataCommand.CreateTopics;
import io.tailrace.metadata.MetadataCommand.DeleteTopics;
import io.tailrace.metadata.MetadataCommand.InitializeCluster;
import io.tailrace.metadata.MetadataCommand.RegisterBroker;
import io.tailrace.metadata.MetadataCommand.ReplaceConfigs;
import io.tailrace.metadata.MetadataCommand.UnregisterBroker;
import io.tailrace.metadata.MetadataRecord.ClusterRecord;
import io.tailrace.metadata.MetadataRecord.FeatureRecord;
import io.tailrace.metadata.MetadataRecord.ProducerIdsRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Decides what becomes of a command, given the image at that moment. The decision has no effect by itself: whoever asked
 * for it stores the records, then applies them to the image.
 *
 * <p>Only the node that decides needs new topic ids; all others see them in the records.
 *
 * <p><b>Threads:</b> holds no state but the supplier of topic ids; commands must be decided one after another, each on the
 * image that the one before left.
 */
public final class MetadataStateMachine {

    /** How many producer ids a broker gets at a time. */
    static final int PRODUCER_ID_BLOCK = 1_000;

    private final TopicCreation topicCreation;
    private final ConfigAlteration configAlteration;

    /**
     * @param topicIds gives ids that were never used before
     */
    public MetadataStateMachine(MetadataDefaults defaults, ConfigValidator validator, Supplier<UUID> topicIds) {
        this.topicCreation = new TopicCreation(defaults, validator, topicIds);
        this.configAlteration = new ConfigAlteration(validator);
    }

    @SuppressWarnings("unchecked") // each command class fixes its result type
    public <R> MetadataDecision<R> decide(MetadataImage image, MetadataCommand<R> command) {
        return (MetadataDecision<R>) dispatch(image, command);
    }

    private MetadataDecision<?> dispatch(MetadataImage image, MetadataCommand<?> command) {
        if (command instanceof CreateTopics create) {
            return topicCreation.decide(image, create);
        }
        if (command instanceof DeleteTopics delete) {
            return TopicDeletion.decide(image, delete);
        }
        if (command instanceof CreatePartitions create) {
            return PartitionCreation.decide(image, create);
        }
        if (command instanceof AlterConfigs alter) {
            return configAlteration.alter(image, alter);
        }
        if (command instanceof ReplaceConfigs replace) {
            return configAlteration.replace(image, replace);
        }
        if (command instanceof RegisterBroker register) {
            return BrokerRegistration.register(image, register);
        }
        if (command instanceof UnregisterBroker unregister) {
            return BrokerRegistration.unregister(image, unregister);
        }
        if (command instanceof AllocateProducerIds allocate) {
            return allocateProducerIds(image, allocate);
        }
        return initialize(image, (InitializeCluster) command);
    }

    private static MetadataDecision<CommandResult> initialize(MetadataImage image, InitializeCluster command) {
        String present = image.clusterId();
        if (present != null) {
            CommandResult result = present.equals(command.clusterId())
                    ? CommandResult.OK
                    : new CommandResult(
                            ErrorCode.INCONSISTENT_CLUSTER_ID,
                            "expected cluster id " + present + ", actual=" + command.clusterId());
            return new MetadataDecision<>(List.of(), result);
        }
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new ClusterRecord(command.clusterId()));
        new TreeMap<>(command.features()).forEach((name, level) -> records.add(new FeatureRecord(name, level)));
        return new MetadataDecision<>(records, CommandResult.OK);
    }

    private static MetadataDecision<ProducerIdBlock> allocateProducerIds(
            MetadataImage image, AllocateProducerIds command) {
        BrokerImage broker = image.broker(command.brokerId());
        if (broker == null) {
            return new MetadataDecision<>(List.of(), new ProducerIdBlock(ErrorCode.BROKER_ID_NOT_REGISTERED, -1, 0));
        }
        if (broker.epoch() != command.brokerEpoch()) {
            return new MetadataDecision<>(List.of(), new ProducerIdBlock(ErrorCode.STALE_BROKER_EPOCH, -1, 0));
        }
        long first = image.nextProducerId();
        if (first > Long.MAX_VALUE - PRODUCER_ID_BLOCK) {
            return new MetadataDecision<>(List.of(), new ProducerIdBlock(ErrorCode.UNKNOWN_SERVER_ERROR, -1, 0));
        }
        return new MetadataDecision<>(
                List.of(new ProducerIdsRecord(first + PRODUCER_ID_BLOCK)),
                new ProducerIdBlock(ErrorCode.NONE, first, PRODUCER_ID_BLOCK));
    }
}
