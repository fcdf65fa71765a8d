package io.tailrace.streams.operator;

import io.tailrace.streams.processor.api.ProcessingContext;

/**
 * When results of closed windows are due: once a second of wall-clock time, or as soon as the store would begin to drop closed windows,
 * and only if the close time advanced since. The close time of the last emission is kept in the task's commit.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class EmitFinal {
    private static final long INTERVAL_MS = 1000;
    static final String INTERVAL_CONFIG = "__emit.interval.ms.kstreams.windowed.aggregation__";

    private final String key;
    private final ProcessingContext context;
    private final long intervalMs;
    private final long slackMs;
    private long lastCloseTimeMs;
    private long nextEmitMs;

    /** @param slackMs how long the store keeps a window after it closed */
    EmitFinal(String storeName, ProcessingContext context, long slackMs) {
        this.slackMs = slackMs;
        this.key = storeName;
        this.context = context;
        this.lastCloseTimeMs = OperatorContext.of(context).committedMark(storeName);
        Object configured = context.appConfigs().get(INTERVAL_CONFIG);
        this.intervalMs = configured == null ? INTERVAL_MS : Long.parseLong(configured.toString());
    }

    boolean due(long closeTimeMs) {
        long now = context.currentSystemTimeMs();
        boolean aboutToExpire = lastCloseTimeMs < 0 || closeTimeMs - lastCloseTimeMs > slackMs;
        if (now < nextEmitMs && !aboutToExpire) {
            return false;
        }
        nextEmitMs = now + intervalMs;
        return lastCloseTimeMs < 0 || lastCloseTimeMs < closeTimeMs;
    }

    /** Close time of the last emission in ms, or -1. */
    long lastCloseTimeMs() {
        return lastCloseTimeMs;
    }

    void emitted(long closeTimeMs) {
        lastCloseTimeMs = closeTimeMs;
        OperatorContext.of(context).commitMark(key, closeTimeMs);
    }
}
