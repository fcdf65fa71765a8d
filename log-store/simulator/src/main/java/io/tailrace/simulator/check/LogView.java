package io.tailrace.simulator.check;

import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Poll;
import io.tailrace.simulator.history.Send;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a history says the partitions contain: by acknowledgements, by polls on the way, and by the final reading. Where
 * they contradict each other, property 3 is broken.
 */
final class LogView {

    private final Map<Partition, TreeMap<Long, String>> known = new HashMap<>();
    private final Map<Partition, TreeMap<Long, String>> last = new HashMap<>();
    private final Map<String, Set<Long>> offsetsByValue = new HashMap<>();
    private final Map<String, Partition> partitionByValue = new HashMap<>();

    private LogView() {}

    static LogView of(History history, List<Violation> violations) {
        LogView view = new LogView();
        for (Send send : history.sends()) {
            if (send.outcome() == Send.Outcome.OK) {
                Partition partition = new Partition(send.topic(), send.partition());
                view.learn(partition, send.offset(), send.value(), "acknowledged to " + send.producer(), violations);
            }
        }
        for (Poll poll : history.polls()) {
            view.learn(poll, "polled by " + poll.consumer(), violations);
        }
        for (Poll poll : history.finalPolls()) {
            view.learn(poll, "read at the end", violations);
            TreeMap<Long, String> content =
                    view.last.computeIfAbsent(new Partition(poll.topic(), poll.partition()), p -> new TreeMap<>());
            poll.records().forEach(record -> content.put(record.offset(), record.value()));
        }
        return view;
    }

    private void learn(Poll poll, String how, List<Violation> violations) {
        Partition partition = new Partition(poll.topic(), poll.partition());
        for (Poll.Polled record : poll.records()) {
            learn(partition, record.offset(), record.value(), how, violations);
        }
    }

    private void learn(Partition partition, long offset, String value, String how, List<Violation> violations) {
        String other = known.computeIfAbsent(partition, p -> new TreeMap<>()).putIfAbsent(offset, value);
        if (other != null && !other.equals(value)) {
            violations.add(new Violation(
                    3,
                    partition + " offset " + offset + " is " + Send.shown(other) + " and, " + how + ", also "
                            + Send.shown(value)));
        }
        offsetsByValue.computeIfAbsent(value, v -> new TreeSet<>()).add(offset);
        Partition where = partitionByValue.putIfAbsent(value, partition);
        if (where != null && !where.equals(partition)) {
            violations.add(new Violation(3, Send.shown(value) + " is in " + where + " and in " + partition));
        }
    }

    /** Every offset that anybody was told of. */
    NavigableMap<Long, String> known(Partition partition) {
        return known.getOrDefault(partition, new TreeMap<>());
    }

    /** What the final reading found. */
    NavigableMap<Long, String> last(Partition partition) {
        return last.getOrDefault(partition, new TreeMap<>());
    }

    Set<Partition> partitions() {
        Set<Partition> partitions = new HashSet<>(known.keySet());
        partitions.addAll(last.keySet());
        return partitions;
    }

    Set<Long> offsets(String value) {
        return offsetsByValue.getOrDefault(value, Collections.emptySet());
    }

    Set<String> values() {
        return offsetsByValue.keySet();
    }
}
