package io.tailrace.streams.operator;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.processor.api.ProcessingContext;
import org.jspecify.annotations.Nullable;

/** Completes serdes that wrap another one with the configured default, where no inner serde was given. */
public final class DefaultSerdes {
    /** A serde, serializer or deserializer around another one that may be missing. */
    public interface Dependent {
        /** Takes the defaults for what is missing; called before first use. */
        void useDefault(Serde<?> keySerde, Serde<?> valueSerde);
    }

    private DefaultSerdes() {}

    public static void complete(@Nullable Object serde, ProcessingContext context) {
        if (serde instanceof Dependent dependent) {
            dependent.useDefault(context.keySerde(), context.valueSerde());
        }
    }
}
