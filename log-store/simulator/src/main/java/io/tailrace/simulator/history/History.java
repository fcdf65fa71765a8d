package io.tailrace.simulator.history;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Everything that clients did in one simulation, in the order in which it happened.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class History {

    private final List<Send> sends = new ArrayList<>();
    private final List<Poll> polls = new ArrayList<>();
    private final List<Poll> finalPolls = new ArrayList<>();
    private final Map<String, Long> orders = new HashMap<>();

    public Send invoke(String producer, boolean idempotent, String topic, int partition, String value) {
        long order = orders.merge(producer, 1L, Long::sum);
        Send send = new Send(producer, idempotent, order, topic, partition, value);
        sends.add(send);
        return send;
    }

    public void polled(Poll poll) {
        polls.add(poll);
    }

    /** A poll of the consumer that reads everything from the beginning when the faults are over. */
    public void polledFinally(Poll poll) {
        finalPolls.add(poll);
    }

    public List<Send> sends() {
        return Collections.unmodifiableList(sends);
    }

    /** All but the final ones. */
    public List<Poll> polls() {
        return Collections.unmodifiableList(polls);
    }

    public List<Poll> finalPolls() {
        return Collections.unmodifiableList(finalPolls);
    }

    public long acknowledged() {
        return sends.stream().filter(s -> s.outcome() == Send.Outcome.OK).count();
    }
}
