package io.tailrace.clients.consumer;

import io.tailrace.common.KafkaException;
import java.io.Serial;

/** A commit was refused for good: the member is not in the group's current generation, its partitions have new owners. */
public class CommitFailedException extends KafkaException {
    @Serial
    private static final long serialVersionUID = 1L;

    public CommitFailedException(String message) {
        super(message);
    }

    public CommitFailedException() {
        super(
                "The commit was refused because this member is no longer part of the group's generation and its partitions"
                        + " have gone to others. The time between two polls was longer than max.poll.interval.ms, or the session"
                        + " ended. Process fewer records a poll (max.poll.records) or raise max.poll.interval.ms.");
    }
}
