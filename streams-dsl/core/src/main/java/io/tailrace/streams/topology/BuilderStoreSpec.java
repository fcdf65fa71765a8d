package io.tailrace.streams.topology;

import io.tailrace.state.typed.RetainingStoreBuilder;
import io.tailrace.state.versioned.VersionedStoreBuilder;
import io.tailrace.streams.state.StoreBuilder;
import java.util.HashMap;
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
        if (storeBuilder instanceof VersionedStoreBuilder<?, ?> versioned) {
            Map<String, String> config = new HashMap<>(storeBuilder.logConfig());
            config.putIfAbsent("min.compaction.lag.ms", Long.toString(versioned.minCompactionLagMs()));
            return config;
        }
        return storeBuilder.logConfig();
    }

    @Override
    public long retentionMs() {
        return storeBuilder instanceof RetainingStoreBuilder retaining ? retaining.retentionPeriod() : -1;
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        return storeBuilder;
    }
}
