package io.tailrace.streams.topology;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.state.StoreBuilder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A store as declared, but without a changelog of its own: a topic that is there anyway serves for it. */
record UnloggedStoreSpec(StoreSpec declared) implements StoreSpec {
    @Override
    public String name() {
        return declared.name();
    }

    @Override
    public boolean loggingEnabled() {
        return false;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public long retentionMs() {
        return declared.retentionMs();
    }

    @Override
    public long ttlMs() {
        return declared.ttlMs();
    }

    @Override
    public @Nullable Serde<?> keySerde() {
        return declared.keySerde();
    }

    @Override
    public long historyRetentionMs() {
        return declared.historyRetentionMs();
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        return declared.builder(defaults).withLoggingDisabled();
    }
}
