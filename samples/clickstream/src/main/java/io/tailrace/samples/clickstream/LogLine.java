package io.tailrace.samples.clickstream;

import org.jspecify.annotations.Nullable;

/**
 * A line of the log as it was understood: a {@link Click}, or the text with the reason why it is none. Exactly one of
 * {@code click} and {@code problem} is there.
 */
record LogLine(String text, @Nullable Click click, @Nullable String problem) {

    static LogLine of(String text, Click click) {
        return new LogLine(text, click, null);
    }

    static LogLine unparsable(String text, String problem) {
        return new LogLine(text, null, problem);
    }

    /** The click of a line that has one. */
    Click requireClick() {
        if (click == null) {
            throw new IllegalStateException("expected a line that was understood, found: " + problem);
        }
        return click;
    }
}
