package io.tailrace.streams.processor.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A fixed-key processor that keeps its context.
 *
 * <p><b>Threads:</b> as {@link Processor}.
 */
public abstract class ContextualFixedKeyProcessor<KIn, VIn, VOut> implements FixedKeyProcessor<KIn, VIn, VOut> {
    private @Nullable FixedKeyProcessorContext<KIn, VOut> context;

    protected ContextualFixedKeyProcessor() {}

    @Override
    public void init(FixedKeyProcessorContext<KIn, VOut> context) {
        this.context = context;
    }

    protected final FixedKeyProcessorContext<KIn, VOut> context() {
        return Objects.requireNonNull(context, "init() was not called");
    }
}
