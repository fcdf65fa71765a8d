package io.tailrace.streams.processor.api;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A processor that keeps its context.
 *
 * <p><b>Threads:</b> as {@link Processor}.
 */
public abstract class ContextualProcessor<KIn, VIn, KOut, VOut> implements Processor<KIn, VIn, KOut, VOut> {
    private @Nullable ProcessorContext<KOut, VOut> context;

    protected ContextualProcessor() {}

    @Override
    public void init(ProcessorContext<KOut, VOut> context) {
        this.context = context;
    }

    protected final ProcessorContext<KOut, VOut> context() {
        return Objects.requireNonNull(context, "init() was not called");
    }
}
