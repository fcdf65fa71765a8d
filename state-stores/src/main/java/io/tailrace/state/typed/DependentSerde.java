package io.tailrace.state.typed;

import io.tailrace.common.serialization.Serde;

/** A serde, serializer or deserializer around another one that may be missing. */
public interface DependentSerde {
    /** Takes the application's defaults for what is missing; called before first use. */
    void useDefault(Serde<?> keySerde, Serde<?> valueSerde);
}
