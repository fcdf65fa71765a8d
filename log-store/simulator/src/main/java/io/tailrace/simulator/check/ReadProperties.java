package io.tailrace.simulator.check;

import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Poll;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;

/**
 * What consumers may rely on:
 *
 * <ul>
 *   <li>1: what a consumer has read stays readable.
 *   <li>6: between two polls of a session no existing offset is left out.
 *   <li>7: within one poll no existing offset is left out.
 *   <li>8: a poll starts after the one before it ended.
 * </ul>
 */
final class ReadProperties {

    private record Session(String consumer, int session, Partition partition) {}

    private final History history;
    private final LogView view;

    ReadProperties(History history, LogView view) {
        this.history = history;
        this.view = view;
    }

    void check(List<Violation> violations) {
        Map<Session, Long> positions = new HashMap<>();
        for (Poll poll : history.polls()) {
            check(poll, positions, violations);
        }
        for (Poll poll : history.finalPolls()) {
            check(poll, positions, violations);
        }
        checkRepeatable(violations);
    }

    private void check(Poll poll, Map<Session, Long> positions, List<Violation> violations) {
        Partition partition = new Partition(poll.topic(), poll.partition());
        Session session = new Session(poll.consumer(), poll.session(), partition);
        NavigableMap<Long, String> known = view.known(partition);
        long position = positions.getOrDefault(session, -1L);
        boolean first = true;
        for (Poll.Polled record : poll.records()) {
            if (position >= 0 && record.offset() < position) {
                violations.add(new Violation(
                        8,
                        poll.consumer() + " read " + partition + " offset " + record.offset()
                                + " after it had read up to " + position));
            }
            if (position >= 0 && record.offset() > position) {
                Long skipped = known.ceilingKey(position);
                if (skipped != null && skipped < record.offset()) {
                    violations.add(new Violation(
                            first ? 6 : 7,
                            poll.consumer() + " read " + partition + " offset " + record.offset() + " and left out "
                                    + skipped));
                }
            }
            position = Math.max(position, record.offset() + 1);
            first = false;
        }
        positions.put(session, position);
    }

    private void checkRepeatable(List<Violation> violations) {
        for (Poll poll : history.polls()) {
            Partition partition = new Partition(poll.topic(), poll.partition());
            NavigableMap<Long, String> last = view.last(partition);
            for (Poll.Polled record : poll.records()) {
                if (!record.value().equals(last.get(record.offset()))) {
                    violations.add(new Violation(
                            1,
                            poll.consumer() + " read " + partition + " offset " + record.offset()
                                    + ", which is not there at the end"));
                }
            }
        }
    }
}
