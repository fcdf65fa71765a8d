package io.tailrace.streams.state;

import io.tailrace.common.Configurable;
import java.util.Map;

/** Chooses the stores that the DSL uses where the program names none: {@code dsl.store.suppliers.class}. Source: KIP-954. */
public interface DslStoreSuppliers extends Configurable {

    @Override
    default void configure(Map<String, ?> configs) {}

    KeyValueBytesStoreSupplier keyValueStore(DslKeyValueParams params);

    WindowBytesStoreSupplier windowStore(DslWindowParams params);

    SessionBytesStoreSupplier sessionStore(DslSessionParams params);
}
