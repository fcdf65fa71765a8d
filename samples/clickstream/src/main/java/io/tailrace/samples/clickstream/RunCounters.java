package io.tailrace.samples.clickstream;

import java.util.concurrent.atomic.LongAdder;

/** What this run has done so far, for the live view. <b>Threads:</b> any. */
final class RunCounters {

    private final LongAdder lines = new LongAdder();
    private final LongAdder deadLetters = new LongAdder();

    void countLine() {
        lines.increment();
    }

    void countDeadLetter() {
        deadLetters.increment();
    }

    long lines() {
        return lines.sum();
    }

    long deadLetters() {
        return deadLetters.sum();
    }
}
