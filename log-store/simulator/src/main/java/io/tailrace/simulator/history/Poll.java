package io.tailrace.simulator.history;

import java.util.List;

/**
 * Records of one partition that a consumer got from one call of poll.
 *
 * @param session of the consumer: within one, positions move on by themselves; a seek or a new process begins another
 */
public record Poll(String consumer, int session, String topic, int partition, List<Polled> records) {

    /** A record as it was polled. */
    public record Polled(long offset, String value) {}

    public Poll {
        records = List.copyOf(records);
    }
}
