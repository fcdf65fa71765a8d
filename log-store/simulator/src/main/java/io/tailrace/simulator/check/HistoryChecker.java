package io.tailrace.simulator.check;

import io.tailrace.simulator.history.History;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks a complete history, that is one whose final consumer has read every partition to its end after all faults were
 * over.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class HistoryChecker {

    private HistoryChecker() {}

    /** The broken promises; empty if all is well. */
    public static List<Violation> check(History history) {
        List<Violation> violations = new ArrayList<>();
        LogView view = LogView.of(history, violations);
        new WriteProperties(history, view).check(violations);
        new ReadProperties(history, view).check(violations);
        return violations;
    }
}
