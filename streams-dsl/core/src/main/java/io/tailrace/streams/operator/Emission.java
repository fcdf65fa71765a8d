package io.tailrace.streams.operator;

import io.tailrace.streams.kstream.EmitStrategy;

/**
 * When a windowed aggregation emits.
 *
 * @param isFinal once per window, when it has closed; else at every update
 * @param slackMs how long the store keeps a window after it closed
 */
public record Emission(boolean isFinal, long slackMs) {
    public static Emission of(EmitStrategy strategy, long slackMs) {
        boolean isFinal = strategy.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE;
        return new Emission(isFinal, Math.max(0, slackMs));
    }
}
