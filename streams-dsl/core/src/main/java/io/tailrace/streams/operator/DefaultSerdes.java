package io.tailrace.streams.operator;

import io.tailrace.state.typed.DependentSerde;
import io.tailrace.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Completes serdes that wrap another one with the configured default, where no inner serde was given. */
public final class DefaultSerdes {
    /** A serde, serializer or deserializer around another one that may be missing. */
    public interface Dependent extends DependentSerde {}

    private DefaultSerdes() {}

    public static void complete(@Nullable Object serde, ProcessingContext context) {
        if (serde instanceof DependentSerde dependent) {
            dependent.useDefault(context::keySerde, context::valueSerde);
        }
    }
}
