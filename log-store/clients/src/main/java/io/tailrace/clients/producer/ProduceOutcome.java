package io.tailrace.clients.producer;

import io.tailrace.protocol.ErrorCode;

/**
 * What an error in a produce response means (property 13 of the project: a failure that is reported as certain must never
 * be in the log).
 *
 * <p><b>Threads:</b> stateless.
 */
final class ProduceOutcome {

    private ProduceOutcome() {}

    /**
     * Whether the error leaves open if the batch is in the log: the broker had appended it, or may have, before the
     * error arose. A leader that loses its office while it waits for replicas answers NOT_LEADER_OR_FOLLOWER.
     */
    static boolean leavesOpen(ErrorCode error) {
        return switch (error) {
            case UNKNOWN_SERVER_ERROR,
                    REQUEST_TIMED_OUT,
                    NOT_LEADER_OR_FOLLOWER,
                    UNKNOWN_TOPIC_OR_PARTITION,
                    UNKNOWN_TOPIC_ID,
                    REPLICA_NOT_AVAILABLE,
                    KAFKA_STORAGE_ERROR,
                    FENCED_LEADER_EPOCH,
                    NETWORK_EXCEPTION,
                    NOT_ENOUGH_REPLICAS_AFTER_APPEND -> true;
            default -> false;
        };
    }

    /** Whether the error proves that this batch, whatever happened to earlier sends of it, is not in the log. */
    static boolean provesAbsence(ErrorCode error) {
        return error == ErrorCode.OUT_OF_ORDER_SEQUENCE_NUMBER
                || error == ErrorCode.UNKNOWN_PRODUCER_ID
                || error == ErrorCode.INVALID_PRODUCER_EPOCH;
    }
}
