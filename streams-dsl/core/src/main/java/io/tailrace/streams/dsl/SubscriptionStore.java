package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.operator.foreignkey.SubscriptionSerde;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.topology.StoreDefaults;
import io.tailrace.streams.topology.StoreSpec;
import java.util.Map;

/** The store of the subscriptions of a foreign-key join. */
record SubscriptionStore<K>(String name, SubscriptionSerde<K> serde) implements StoreSpec {
    @Override
    public boolean loggingEnabled() {
        return true;
    }

    @Override
    public Map<String, String> logConfig() {
        return Map.of();
    }

    @Override
    public long retentionMs() {
        return -1;
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        return Stores.timestampedKeyValueStoreBuilder(
                        defaults.kind().keyValueStore(new DslKeyValueParams(name, true)), Serdes.Bytes(), serde)
                .withLoggingEnabled(Map.of())
                .withCachingDisabled();
    }
}
