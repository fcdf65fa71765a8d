package io.tailrace.streams.dsl;

import io.tailrace.state.window.WindowSupplier;
import io.tailrace.streams.operator.UnmatchedRecords;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.topology.StoreDefaults;
import io.tailrace.streams.topology.StoreSpec;
import java.util.Map;
import java.util.Objects;

/**
 * The store that both sides of an outer stream-stream join share for records without partner. It is of the kind of the window stores.
 *
 * <p><b>Threads:</b> immutable.
 */
final class UnmatchedStore<K> implements StoreSpec {
    private final String name;
    private final StreamJoinedView<K, ?, ?> joined;

    UnmatchedStore(String name, StreamJoinedView<K, ?, ?> joined) {
        this.name = name;
        this.joined = joined;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean loggingEnabled() {
        return joined.logs();
    }

    @Override
    public Map<String, String> logConfig() {
        return joined.logConfig();
    }

    @Override
    public long retentionMs() {
        return -1;
    }

    @Override
    public boolean usesDisk(StoreDefaults defaults) {
        return (joined.kind() == null && joined.supplier() instanceof WindowSupplier)
                ? StoreSpec.super.usesDisk(defaults)
                : StoreDefaults.mayUseDisk(Objects.requireNonNullElse(joined.kind(), defaults.kind()));
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        StoreBuilder<?> builder =
                UnmatchedRecords.storeBuilder(supplier(defaults), joined.key(), joined.value(), joined.otherValue());
        return joined.logs() ? builder.withLoggingEnabled(joined.logConfig()) : builder.withLoggingDisabled();
    }

    private KeyValueBytesStoreSupplier supplier(StoreDefaults defaults) {
        if (joined.kind() == null && joined.supplier() instanceof WindowSupplier windows) {
            return windows.source().persistent()
                    ? Stores.persistentKeyValueStore(name)
                    : Stores.inMemoryKeyValueStore(name);
        }
        return Objects.requireNonNullElse(joined.kind(), defaults.kind())
                .keyValueStore(new DslKeyValueParams(name, false));
    }
}
