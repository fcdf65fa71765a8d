package io.tailrace.metadata;

import io.tailrace.metadata.MetadataCommand.RegisterBroker;
import io.tailrace.metadata.MetadataCommand.UnregisterBroker;
import io.tailrace.metadata.MetadataRecord.BrokerRecord;
import io.tailrace.metadata.MetadataRecord.BrokerRemovedRecord;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides {@link RegisterBroker} and {@link UnregisterBroker}. */
final class BrokerRegistration {

    private BrokerRegistration() {}

    static MetadataDecision<BrokerRegistered> register(MetadataImage image, RegisterBroker command) {
        if (command.id() < 0) {
            return new MetadataDecision<>(
                    List.of(),
                    new BrokerRegistered(
                            ErrorCode.INVALID_REQUEST,
                            "expected a broker id of at least 0, actual=" + command.id(),
                            -1));
        }
        BrokerImage present = image.broker(command.id());
        boolean sameProcess = present != null && present.incarnationId().equals(command.incarnationId());
        if (sameProcess && isSame(present, command)) {
            return new MetadataDecision<>(List.of(), new BrokerRegistered(ErrorCode.NONE, null, present.epoch()));
        }
        long epoch = image.version();
        List<MetadataRecord> records = new ArrayList<>();
        records.add(new BrokerRecord(new BrokerImage(
                command.id(), epoch, command.incarnationId(), command.endpoints(), command.rack(), false)));
        if (!sameProcess) {
            beginLeaderEpochs(image, command.id(), records);
        }
        return new MetadataDecision<>(records, new BrokerRegistered(ErrorCode.NONE, null, epoch));
    }

    private static boolean isSame(@Nullable BrokerImage present, RegisterBroker command) {
        return present != null
                && !present.fenced()
                && present.endpoints().equals(command.endpoints())
                && Objects.equals(present.rack(), command.rack());
    }

    private static void beginLeaderEpochs(MetadataImage image, int brokerId, List<MetadataRecord> records) {
        for (TopicImage topic : image.topics()) {
            for (int i = 0; i < topic.partitions().size(); i++) {
                PartitionImage partition = topic.partitions().get(i);
                if (partition.leader() == brokerId) {
                    records.add(new PartitionRecord(topic.id(), i, partition.inNextEpoch()));
                }
            }
        }
    }

    static MetadataDecision<CommandResult> unregister(MetadataImage image, UnregisterBroker command) {
        if (image.broker(command.id()) == null) {
            return new MetadataDecision<>(
                    List.of(),
                    new CommandResult(ErrorCode.BROKER_ID_NOT_REGISTERED, "Broker " + command.id() + " is not known."));
        }
        for (TopicImage topic : image.topics()) {
            for (PartitionImage partition : topic.partitions()) {
                if (partition.replicas().contains(command.id())) {
                    return new MetadataDecision<>(
                            List.of(),
                            new CommandResult(
                                    ErrorCode.INVALID_REQUEST,
                                    "Broker " + command.id() + " still has replicas of topic '" + topic.name()
                                            + "': move them first."));
                }
            }
        }
        return new MetadataDecision<>(List.of(new BrokerRemovedRecord(command.id())), CommandResult.OK);
    }
}
