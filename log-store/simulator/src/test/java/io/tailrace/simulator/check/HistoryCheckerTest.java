package io.tailrace.simulator.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.simulator.history.History;
import io.tailrace.simulator.history.Poll;
import io.tailrace.simulator.history.Send;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryCheckerTest {

    private final History history = new History();

    private Send sent(String value) {
        return history.invoke("p", true, "t", 0, value);
    }

    private void acknowledged(String value, long offset) {
        sent(value).ok(offset);
    }

    private static Poll poll(String consumer, int session, Object... offsetsAndValues) {
        List<Poll.Polled> records = new ArrayList<>();
        for (int i = 0; i < offsetsAndValues.length; i += 2) {
            records.add(new Poll.Polled((Integer) offsetsAndValues[i], (String) offsetsAndValues[i + 1]));
        }
        return new Poll(consumer, session, "t", 0, records);
    }

    private void finallyRead(Object... offsetsAndValues) {
        history.polledFinally(poll("final", 0, offsetsAndValues));
    }

    private List<Integer> broken() {
        return HistoryChecker.check(history).stream()
                .map(Violation::property)
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void shouldAcceptAFaultlessHistory() {
        acknowledged("a", 0);
        acknowledged("b", 1);
        sent("c").unknown("timed out");
        sent("d").unknown("timed out");
        sent("e").failed("too large");
        history.polled(poll("c", 0, 0, "a"));
        history.polled(poll("c", 0, 1, "b", 2, "c"));
        history.polled(poll("c", 1, 0, "a"));
        finallyRead(0, "a", 1, "b", 2, "c");
        assertThat(broken()).isEmpty();
    }

    @Test
    void shouldFindALostWrite() {
        acknowledged("a", 0);
        acknowledged("b", 1);
        finallyRead(1, "b");
        assertThat(broken()).containsExactly(1);
    }

    @Test
    void shouldFindAWriteThatIsUnseenAtTheEnd() {
        acknowledged("a", 0);
        acknowledged("b", 1);
        finallyRead(0, "a");
        assertThat(broken()).containsExactly(2);
    }

    @Test
    void shouldFindAReadThatIsTakenBack() {
        sent("a").unknown("?");
        history.polled(poll("c", 0, 0, "a"));
        assertThat(broken()).containsExactly(1);
    }

    @Test
    void shouldFindAnOffsetWithTwoValues() {
        acknowledged("a", 0);
        sent("b").unknown("?");
        finallyRead(0, "b");
        assertThat(broken()).contains(3);
    }

    @Test
    void shouldFindAValueInTwoPartitions() {
        acknowledged("a", 0);
        finallyRead(0, "a");
        history.polledFinally(new Poll("final", 0, "t", 1, List.of(new Poll.Polled(0, "a"))));
        assertThat(broken()).containsExactly(3);
    }

    @Test
    void shouldFindADuplicateOfAnIdempotentProducer() {
        acknowledged("a", 0);
        finallyRead(0, "a", 1, "a");
        assertThat(broken()).containsExactly(4);
    }

    @Test
    void shouldAllowDuplicatesOfOtherProducers() {
        history.invoke("p", false, "t", 0, "a").ok(1);
        finallyRead(0, "a", 1, "a");
        assertThat(broken()).isEmpty();
    }

    @Test
    void shouldFindAFailedValueThatIsThere() {
        sent("a").failed("too large");
        finallyRead(0, "a");
        assertThat(broken()).containsExactly(5);
    }

    @Test
    void shouldFindSkipsBetweenAndWithinPolls() {
        acknowledged("a", 0);
        acknowledged("b", 1);
        acknowledged("c", 2);
        finallyRead(0, "a", 1, "b", 2, "c");
        history.polled(poll("c", 0, 0, "a"));
        history.polled(poll("c", 0, 2, "c"));
        assertThat(broken()).containsExactly(6);
        history.polled(poll("d", 0, 0, "a", 2, "c"));
        assertThat(broken()).containsExactly(6, 7);
    }

    @Test
    void shouldFindAPollThatGoesBack() {
        acknowledged("a", 0);
        acknowledged("b", 1);
        finallyRead(0, "a", 1, "b");
        history.polled(poll("c", 0, 0, "a", 1, "b"));
        history.polled(poll("c", 0, 1, "b"));
        assertThat(broken()).containsExactly(8);
    }

    @Test
    void shouldFindSendsOutOfOrder() {
        acknowledged("a", 1);
        acknowledged("b", 0);
        finallyRead(0, "b", 1, "a");
        assertThat(broken()).containsExactly(9);
    }

    @Test
    void shouldFindAValueThatNobodySent() {
        finallyRead(0, "zeros");
        assertThat(broken()).containsExactly(33);
    }
}
