package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.EmitStrategy;
import org.jspecify.annotations.Nullable;

/**
 * When a windowed aggregation emits.
 *
 * @param isFinal once per window, when it has closed; else at every update
 * @param slackMs how long the store keeps a window after it closed
 * @param lateTopic where late records go, or null for the topic of the configuration
 */
public record Emission(
        boolean isFinal, long slackMs, @Nullable String lateTopic) {
    public static Emission of(EmitStrategy strategy, long slackMs) {
        boolean isFinal = strategy.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE;
        return new Emission(isFinal, Math.max(0, slackMs), null);
    }

    public Emission withLateTopic(@Nullable String topic) {
        return new Emission(isFinal, slackMs, topic);
    }
}
