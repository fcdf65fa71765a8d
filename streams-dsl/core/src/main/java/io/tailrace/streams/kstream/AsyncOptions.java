package io.tailrace.streams.kstream;

import io.tailrace.clients.errors.ErrorPolicy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How an asynchronous operation runs.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class AsyncOptions {
    private static final int DEFAULT_IN_FLIGHT = 100;
    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);
    private static final AsyncOptions DEFAULT = new AsyncOptions(DEFAULT_IN_FLIGHT, DEFAULT_TIMEOUT, null);

    private final int maxInFlight;
    private final Duration timeout;
    private final @Nullable ErrorPolicy errorPolicy;

    private AsyncOptions(int maxInFlight, Duration timeout, @Nullable ErrorPolicy errorPolicy) {
        this.maxInFlight = maxInFlight;
        this.timeout = timeout;
        this.errorPolicy = errorPolicy;
    }

    /** 100 records in flight for each task, 30 s for each attempt, errors as the application handles them. */
    public static AsyncOptions defaults() {
        return DEFAULT;
    }

    /**
     * Most records of a task whose result is outstanding. The task takes no more input at that number.
     *
     * @throws IllegalArgumentException if less than 1
     */
    public AsyncOptions withMaxInFlight(int records) {
        if (records < 1) {
            throw new IllegalArgumentException("At least one record must be in flight, but maxInFlight is " + records);
        }
        return new AsyncOptions(records, timeout, errorPolicy);
    }

    /**
     * How long an attempt may take before it counts as failed. All attempts for a record together should stay below {@code
     * max.poll.interval.ms}, as a commit waits for them.
     *
     * @throws IllegalArgumentException if not positive
     */
    public AsyncOptions withTimeout(Duration perAttempt) {
        if (perAttempt.toMillis() < 1) {
            throw new IllegalArgumentException("The timeout must be positive, but is " + perAttempt);
        }
        return new AsyncOptions(maxInFlight, perAttempt, errorPolicy);
    }

    /** What to do when an attempt fails or times out, in place of what the application's configuration says. */
    public AsyncOptions withErrorPolicy(ErrorPolicy policy) {
        return new AsyncOptions(maxInFlight, timeout, Objects.requireNonNull(policy, "policy can't be null"));
    }

    public int maxInFlight() {
        return maxInFlight;
    }

    public Duration timeout() {
        return timeout;
    }

    public Optional<ErrorPolicy> errorPolicy() {
        return Optional.ofNullable(errorPolicy);
    }
}
