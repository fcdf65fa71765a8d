package io.tailrace.clients.errors;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What to do with a record that cannot be handled: try again some times, waiting in between, then dead-letter, skip or fail. The same declaration
 * serves streams, connectors and consumers.
 *
 * <pre>
 * ErrorPolicy.retry(3, Duration.ofMillis(100)).thenDeadLetter("letters")     "retry(3, 100ms) dead-letter(letters)"
 * ErrorPolicy.skip()                                                         "skip"
 * </pre>
 *
 * The wait doubles with each attempt, up to {@link #MAX_BACKOFF}.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ErrorPolicy {
    /** No wait between attempts is longer. */
    public static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

    private static final Pattern TEXT = Pattern.compile(
            "\\s*(?:retry\\(\\s*(\\d{1,6})\\s*,\\s*(\\d{1,9})\\s*(ms|s)\\s*\\))?\\s*(fail|skip|dead-letter\\(\\s*([a-zA-Z0-9._-]+)\\s*\\))?\\s*");

    /** What becomes of the record in the end. */
    public enum Action {
        /** The work stops with the error. */
        FAIL,
        /** The record is dropped. */
        SKIP,
        /** The record goes to a dead letter topic, and the work goes on. */
        DEAD_LETTER
    }

    private final int retries;
    private final Duration backoff;
    private final Action action;
    private final @Nullable String deadLetterTopic;

    private ErrorPolicy(int retries, Duration backoff, Action action, @Nullable String deadLetterTopic) {
        this.retries = retries;
        this.backoff = backoff;
        this.action = action;
        this.deadLetterTopic = deadLetterTopic;
    }

    public static ErrorPolicy fail() {
        return new ErrorPolicy(0, Duration.ZERO, Action.FAIL, null);
    }

    public static ErrorPolicy skip() {
        return new ErrorPolicy(0, Duration.ZERO, Action.SKIP, null);
    }

    public static ErrorPolicy deadLetter(String topic) {
        return new ErrorPolicy(0, Duration.ZERO, Action.DEAD_LETTER, Objects.requireNonNull(topic, "topic"));
    }

    /**
     * Tries again up to {@code times} times, the first time after {@code backoff}; then fails, unless told otherwise by one of the {@code
     * then} methods.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public static ErrorPolicy retry(int times, Duration backoff) {
        if (times < 0 || backoff.isNegative()) {
            throw new IllegalArgumentException(
                    "expected times and backoff of at least 0, actual times=" + times + ", backoff=" + backoff);
        }
        return new ErrorPolicy(times, backoff, Action.FAIL, null);
    }

    public ErrorPolicy thenFail() {
        return new ErrorPolicy(retries, backoff, Action.FAIL, null);
    }

    public ErrorPolicy thenSkip() {
        return new ErrorPolicy(retries, backoff, Action.SKIP, null);
    }

    public ErrorPolicy thenDeadLetter(String topic) {
        return new ErrorPolicy(retries, backoff, Action.DEAD_LETTER, Objects.requireNonNull(topic, "topic"));
    }

    /**
     * Reads the form that {@link #toString} writes: {@code retry(TIMES, WAIT)}, with the wait in ms or s, and one of {@code fail}, {@code skip}
     * and {@code dead-letter(TOPIC)}; either may be missing.
     *
     * @throws IllegalArgumentException if the text is not of this form
     */
    public static ErrorPolicy parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (text.isBlank() || !matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected an error policy like 'retry(3, 100ms) dead-letter(topic)', 'skip' or 'fail', actual '"
                            + text + "'");
        }
        ErrorPolicy policy = fail();
        if (matcher.group(1) != null) {
            long amount = Long.parseLong(matcher.group(2));
            policy = retry(
                    Integer.parseInt(matcher.group(1)),
                    matcher.group(3).equals("s") ? Duration.ofSeconds(amount) : Duration.ofMillis(amount));
        }
        String last = matcher.group(4);
        if (last == null || last.equals("fail")) {
            return policy;
        }
        return last.equals("skip") ? policy.thenSkip() : policy.thenDeadLetter(matcher.group(5));
    }

    public int retries() {
        return retries;
    }

    /** How long to wait after this failed attempt (1 for the first) before the next. */
    public Duration backoffAfter(int attempt) {
        int doublings = Math.min(Math.max(0, attempt - 1), 20);
        Duration wait = backoff.multipliedBy(1L << doublings);
        return wait.compareTo(MAX_BACKOFF) > 0 ? MAX_BACKOFF : wait;
    }

    /** Whether to try again after this failed attempt (1 for the first). */
    public boolean triesAgainAfter(int attempt) {
        return attempt <= retries;
    }

    public Action action() {
        return action;
    }

    /** Where dead letters go; present with {@link Action#DEAD_LETTER}. */
    public Optional<String> deadLetterTopic() {
        return Optional.ofNullable(deadLetterTopic);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ErrorPolicy that && toString().equals(that.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        String first = retries == 0 ? "" : "retry(" + retries + ", " + backoff.toMillis() + "ms) ";
        return first
                + switch (action) {
                    case FAIL -> "fail";
                    case SKIP -> "skip";
                    case DEAD_LETTER -> "dead-letter(" + deadLetterTopic + ")";
                };
    }
}
