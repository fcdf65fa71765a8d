package io.tailrace.state.typed;

import io.tailrace.common.serialization.Serde;
import java.util.function.Supplier;

/** A serde, serializer or deserializer around another one that may be missing. */
public interface DependentSerde {
    /** Takes the application's defaults for what is missing, and asks only for those; called before first use. */
    void useDefault(Supplier<Serde<?>> keySerde, Supplier<Serde<?>> valueSerde);
}
