package io.tailrace.simulator.check;

import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Poll;
import io.tailrace.simulator.history.Send;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;

/**
 * What producers may rely on:
 *
 * <ul>
 *   <li>1, 31: an acknowledged value is there for whoever reads past it, also after a power failure.
 *   <li>2: in the end every acknowledged value is read.
 *   <li>4: an idempotent producer's value is at one offset at most.
 *   <li>5: a value whose send failed for good is never read.
 *   <li>9: of two acknowledged sends of a producer the later has the larger offset.
 *   <li>33: nothing is read that was never sent, such as a torn write taken for a record.
 * </ul>
 */
final class WriteProperties {

    private record ProducerPartition(String producer, Partition partition) {}

    private final History history;
    private final LogView view;

    WriteProperties(History history, LogView view) {
        this.history = history;
        this.view = view;
    }

    void check(List<Violation> violations) {
        checkAcknowledged(violations);
        checkDuplicates(violations);
        checkFailed(violations);
        checkOrder(violations);
        checkOrigin(violations);
    }

    private void checkAcknowledged(List<Violation> violations) {
        for (Send send : history.sends()) {
            if (send.outcome() != Send.Outcome.OK) {
                continue;
            }
            NavigableMap<Long, String> last = view.last(new Partition(send.topic(), send.partition()));
            if (send.value().equals(last.get(send.offset()))) {
                continue;
            }
            boolean passed = last.higherKey(send.offset()) != null;
            violations.add(new Violation(
                    passed ? 1 : 2,
                    "lost: " + send + "; the partition ends at "
                            + (last.isEmpty() ? "0" : Long.toString(last.lastKey() + 1))));
        }
    }

    private void checkDuplicates(List<Violation> violations) {
        for (Send send : history.sends()) {
            Set<Long> offsets = view.offsets(send.value());
            if (send.idempotent() && offsets.size() > 1) {
                violations.add(new Violation(4, "duplicate: " + send + " is at offsets " + offsets));
            }
        }
    }

    private void checkFailed(List<Violation> violations) {
        for (Send send : history.sends()) {
            if (send.outcome() == Send.Outcome.FAILED
                    && !view.offsets(send.value()).isEmpty()) {
                violations.add(new Violation(5, "failed but there: " + send + " is at " + view.offsets(send.value())));
            }
        }
    }

    private void checkOrder(List<Violation> violations) {
        Map<ProducerPartition, Send> latest = new HashMap<>();
        for (Send send : history.sends()) {
            if (send.outcome() != Send.Outcome.OK || !send.idempotent()) {
                continue;
            }
            ProducerPartition key =
                    new ProducerPartition(send.producer(), new Partition(send.topic(), send.partition()));
            Send before = latest.put(key, send);
            if (before != null && before.offset() >= send.offset()) {
                violations.add(new Violation(9, "out of order: first " + before + ", then " + send));
            }
        }
    }

    private void checkOrigin(List<Violation> violations) {
        Set<String> sent = new HashSet<>();
        history.sends().forEach(send -> sent.add(send.value()));
        for (Poll poll : history.polls()) {
            checkOrigin(poll, sent, violations);
        }
        for (Poll poll : history.finalPolls()) {
            checkOrigin(poll, sent, violations);
        }
    }

    private static void checkOrigin(Poll poll, Set<String> sent, List<Violation> violations) {
        for (Poll.Polled record : poll.records()) {
            if (!sent.contains(record.value())) {
                violations.add(new Violation(
                        33,
                        poll.consumer() + " read a value from " + poll.topic() + "-" + poll.partition() + " offset "
                                + record.offset() + " that nobody sent, "
                                + record.value().length() + " characters"));
            }
        }
    }
}
