package io.tailrace.connect.error;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/**
 * What a connector does with a record that fails: retry while the failure is retriable and
 * {@code errors.retry.timeout} (ms, -1 for ever) has not passed, with exponential back-off up to
 * {@code errors.retry.delay.max.ms}; then, by {@code errors.tolerance}, fail the task ({@code none}) or go on
 * ({@code all}), with the record in {@code errors.deadletterqueue.topic.name} if that is set. Keys and defaults are Kafka
 * Connect's (KIP-298).
 *
 * <p><b>Threads:</b> immutable.
 */
public record ErrorPolicy(
        long retryTimeoutMs,
        long retryDelayMaxMs,
        boolean tolerateAll,
        boolean log,
        @Nullable String deadLetterTopic,
        short deadLetterReplicationFactor,
        boolean deadLetterContext) {

    private static final long RETRY_DELAY_MIN_MS = 300;

    public static ErrorPolicy from(Map<String, String> properties) {
        String tolerance = properties.getOrDefault("errors.tolerance", "none").toLowerCase(Locale.ROOT);
        if (!tolerance.equals("none") && !tolerance.equals("all")) {
            throw new ConfigException("errors.tolerance", tolerance, "expected none or all");
        }
        String topic =
                properties.getOrDefault("errors.deadletterqueue.topic.name", "").trim();
        return new ErrorPolicy(
                number(properties, "errors.retry.timeout", 0),
                number(properties, "errors.retry.delay.max.ms", 60_000),
                tolerance.equals("all"),
                Boolean.parseBoolean(properties.getOrDefault("errors.log.enable", "false")),
                topic.isEmpty() ? null : topic,
                (short) number(properties, "errors.deadletterqueue.topic.replication.factor", -1),
                Boolean.parseBoolean(
                        properties.getOrDefault("errors.deadletterqueue.context.headers.enable", "false")));
    }

    private static long number(Map<String, String> properties, String key, long fallback) {
        String value = properties.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            return Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            throw new ConfigException(key, value, "expected a whole number");
        }
    }

    /**
     * Runs one step of one record, with retries.
     *
     * @param stopping ends a wait between attempts early
     * @throws RecordFailure when the step failed for good
     */
    public <V> V attempt(Stage stage, Class<?> executing, CountDownLatch stopping, Callable<V> step)
            throws RecordFailure {
        long begunNanos = System.nanoTime();
        long delayMs = RETRY_DELAY_MIN_MS;
        for (int attempt = 1; ; attempt++) {
            try {
                return step.call();
            } catch (RetriableException e) {
                long elapsedMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begunNanos);
                if ((retryTimeoutMs >= 0 && elapsedMs + delayMs > retryTimeoutMs) || awaits(stopping, delayMs)) {
                    throw new RecordFailure(stage, executing, attempt, e);
                }
                delayMs = Math.min(delayMs * 2, retryDelayMaxMs);
            } catch (Exception e) {
                throw new RecordFailure(stage, executing, attempt, e);
            }
        }
    }

    private static boolean awaits(CountDownLatch stopping, long delayMs) {
        try {
            return stopping.await(delayMs, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
