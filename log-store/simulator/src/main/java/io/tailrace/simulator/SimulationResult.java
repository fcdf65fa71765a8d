package io.tailrace.simulator;

import io.tailrace.simulator.check.Violation;
import java.util.List;

/**
 * How a simulation went.
 *
 * @param traceHash equal for two runs if they did the same
 * @param events tasks that ran
 * @param virtualMs how much virtual time passed
 * @param crashes how often the server died
 * @param acknowledged sends that were acknowledged
 * @param polled records that were polled before the end
 * @param violations broken promises; empty if all is well
 * @param lastLines the end of the trace
 */
public record SimulationResult(
        long seed,
        long traceHash,
        long events,
        long virtualMs,
        int crashes,
        int sends,
        long acknowledged,
        long polled,
        List<Violation> violations,
        List<String> lastLines) {

    public SimulationResult {
        violations = List.copyOf(violations);
        lastLines = List.copyOf(lastLines);
    }

    /** One line about what was done. */
    public String summary() {
        return String.format(
                "seed %d: %d of %d sends acknowledged, %d records polled, %d crashes, %.1f virtual s, %d events, trace %016x, %s",
                seed,
                acknowledged,
                sends,
                polled,
                crashes,
                virtualMs / 1e3,
                events,
                traceHash,
                violations.isEmpty() ? "no violation" : violations.size() + " violations");
    }

    /** What to show of a run that broke promises: how to repeat it, what was broken, and how it came to that. */
    public String report() {
        StringBuilder report = new StringBuilder(summary());
        report.append("\nRepeat with -Dtailrace.sim.seed=").append(seed).append('\n');
        violations.stream()
                .limit(20)
                .forEach(
                        v -> report.append("  ").append(shortened(v.toString())).append('\n'));
        report.append("Last of the trace:\n");
        lastLines.forEach(line -> report.append("  ").append(line).append('\n'));
        return report.toString();
    }

    private static String shortened(String text) {
        return text.length() <= 400 ? text : text.substring(0, 400) + "…";
    }
}
