package io.tailrace.streams.kstream;

/** When the result of a window goes downstream. Source: KIP-825. */
public interface EmitStrategy {

    /** The strategies there are. */
    enum StrategyType {
        /** With every update of the window. */
        ON_WINDOW_UPDATE,
        /** Once, when the window is closed: its end and the grace period lie behind the stream time. */
        ON_WINDOW_CLOSE;

        // One object a type, so that strategies compare by identity.
        private final EmitStrategy strategy = () -> this;

        /** The strategy of type {@code type}. */
        public static EmitStrategy forType(StrategyType type) {
            return type.strategy;
        }
    }

    StrategyType type();

    /** Emits once, when the window closes. */
    static EmitStrategy onWindowClose() {
        return StrategyType.forType(StrategyType.ON_WINDOW_CLOSE);
    }

    /** Emits with every update. */
    static EmitStrategy onWindowUpdate() {
        return StrategyType.forType(StrategyType.ON_WINDOW_UPDATE);
    }
}
