package io.tailrace.simulator.world;

import io.tailrace.common.KafkaException;
import io.tailrace.common.errors.DisconnectException;
import io.tailrace.common.errors.KafkaStorageException;
import io.tailrace.common.errors.NetworkException;
import io.tailrace.common.errors.NotEnoughReplicasAfterAppendException;
import io.tailrace.common.errors.NotLeaderOrFollowerException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.errors.UnknownServerException;
import io.tailrace.common.errors.UnknownTopicOrPartitionException;
import java.util.Set;

/** Which failures of a send leave open whether the record is stored, as the producer's documentation lists them. */
final class SendFailures {

    private static final Set<Class<?>> OPEN = Set.of(
            TimeoutException.class,
            DisconnectException.class,
            NetworkException.class,
            NotLeaderOrFollowerException.class,
            NotEnoughReplicasAfterAppendException.class,
            KafkaStorageException.class,
            UnknownTopicOrPartitionException.class,
            UnknownServerException.class,
            KafkaException.class);

    private SendFailures() {}

    static boolean leaveOpen(Exception failure) {
        return OPEN.contains(failure.getClass());
    }
}
