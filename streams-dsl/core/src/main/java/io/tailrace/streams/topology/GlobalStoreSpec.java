package io.tailrace.streams.topology;

import io.tailrace.streams.state.StoreBuilder;
import java.util.Map;

/**
 * A store that every instance of an application fills from all partitions of a topic. The topic is all the changelog that it needs, and
 * nothing lies downstream of a cache.
 *
 * @param store as declared
 * @param topic the topic
 * @param reprocesses whether the topic's records have to go through the processor to become the store's entries; else the topic can be
 *     copied into the store as a changelog is
 */
public record GlobalStoreSpec(StoreSpec store, String topic, boolean reprocesses) implements StoreSpec {
    @Override
    public String name() {
        return store.name();
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
        return store.retentionMs();
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        return store.builder(defaults).withLoggingDisabled().withCachingDisabled();
    }
}
