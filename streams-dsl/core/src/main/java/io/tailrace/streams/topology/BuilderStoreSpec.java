package io.tailrace.streams.topology;

import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.StoreBuilder;
import java.util.Map;

/** A store given by its builder. Two are the same if the builder is. */
record BuilderStoreSpec(StoreBuilder<?> storeBuilder) implements StoreSpec {
    @Override
    public String name() {
        return storeBuilder.name();
    }

    @Override
    public boolean loggingEnabled() {
        return storeBuilder.loggingEnabled();
    }

    @Override
    public Map<String, String> logConfig() {
        return storeBuilder.logConfig();
    }

    @Override
    public long retentionMs() {
        return -1;
    }

    @Override
    public StoreBuilder<?> builder(DslStoreSuppliers defaults) {
        return storeBuilder;
    }
}
