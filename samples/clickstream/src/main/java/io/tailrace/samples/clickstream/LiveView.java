package io.tailrace.samples.clickstream;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * One line that says how far the run is: rewritten in place on a terminal, otherwise printed every few seconds.
 *
 * <p><b>Threads:</b> one.
 */
final class LiveView {

    private static final long TERMINAL_MS = 200;
    private static final long PLAIN_MS = 2_000;

    private final PrintStream out;
    private final RunCounters counters;
    private final boolean terminal;
    private final long begunNanos = System.nanoTime();
    private long shownNanos = begunNanos;

    LiveView(PrintStream out, RunCounters counters, boolean terminal) {
        this.out = out;
        this.counters = counters;
        this.terminal = terminal;
    }

    /** Shows progress if it is time to. */
    void update(long bytesRead, long bytesTotal) {
        long now = System.nanoTime();
        if (TimeUnit.NANOSECONDS.toMillis(now - shownNanos) < (terminal ? TERMINAL_MS : PLAIN_MS)) {
            return;
        }
        shownNanos = now;
        String line = String.format(
                Locale.ROOT,
                "  read %3d %%   %,d lines processed   %,d per second   %,d to the dead-letter topic",
                bytesTotal == 0 ? 100 : bytesRead * 100 / bytesTotal,
                counters.lines(),
                (long) (counters.lines() / seconds()),
                counters.deadLetters());
        if (terminal) {
            out.print("\r" + line);
            out.flush();
        } else {
            out.println(line);
        }
    }

    void end() {
        if (terminal) {
            out.println();
        }
    }

    double seconds() {
        return Math.max(0.001, (System.nanoTime() - begunNanos) / 1e9);
    }
}
