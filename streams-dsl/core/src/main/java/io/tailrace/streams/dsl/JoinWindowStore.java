package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.streams.DslStoreFormat;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.JoinWindows;
import io.tailrace.streams.state.DslWindowParams;
import io.tailrace.streams.state.HeadersBytesStoreSupplier;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.topology.StoreDefaults;
import io.tailrace.streams.topology.StoreSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The window store of one side of a stream-stream join. Its changelog is never compacted, as a key has many values in it.
 *
 * <p><b>Threads:</b> immutable.
 */
final class JoinWindowStore<K, V> implements StoreSpec {
    private final String name;
    private final JoinWindows windows;
    private final StreamJoinedView<K, ?, ?> joined;
    private final @Nullable WindowBytesStoreSupplier supplier;
    private final @Nullable Serde<V> valueSerde;

    private JoinWindowStore(
            String name,
            JoinWindows windows,
            StreamJoinedView<K, ?, ?> joined,
            @Nullable WindowBytesStoreSupplier supplier,
            @Nullable Serde<V> valueSerde) {
        this.name = name;
        this.windows = windows;
        this.joined = joined;
        this.supplier = supplier;
        this.valueSerde = valueSerde;
    }

    /** The store that the supplier makes, or one of the configured kind under a generated name. */
    static <K, V> JoinWindowStore<K, V> of(
            String generatedName,
            JoinWindows windows,
            StreamJoinedView<K, ?, ?> joined,
            @Nullable WindowBytesStoreSupplier supplier,
            @Nullable Serde<V> valueSerde) {
        if (supplier == null) {
            return new JoinWindowStore<>(generatedName + "-store", windows, joined, null, valueSerde);
        }
        if (!supplier.retainDuplicates()) {
            throw new StreamsException(
                    "The StoreSupplier must set retainDuplicates=true, found retainDuplicates=false");
        }
        if (supplier.retentionPeriod() != windows.size() + windows.gracePeriodMs()
                || supplier.windowSize() != windows.size()) {
            throw new StreamsException("Window settings mismatch. WindowBytesStoreSupplier settings " + supplier
                    + " must match JoinWindows settings " + windows + " for the window size and retention period");
        }
        return new JoinWindowStore<>(supplier.name(), windows, joined, supplier, valueSerde);
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
        if (supplier != null) {
            return joined.logConfig();
        }
        Map<String, String> config = new HashMap<>(joined.logConfig());
        config.put("cleanup.policy", "delete");
        return config;
    }

    @Override
    public long retentionMs() {
        return windows.size() + windows.gracePeriodMs();
    }

    @Override
    public boolean usesDisk(StoreDefaults defaults) {
        return supplier == null
                ? StoreDefaults.mayUseDisk(Objects.requireNonNullElse(joined.kind(), defaults.kind()))
                : StoreSpec.super.usesDisk(defaults);
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        WindowBytesStoreSupplier bytes = supplier;
        if (bytes == null) {
            bytes = Objects.requireNonNullElse(joined.kind(), defaults.kind())
                    .windowStore(new DslWindowParams(
                            name,
                            Duration.ofMillis(retentionMs()),
                            Duration.ofMillis(windows.size()),
                            true,
                            EmitStrategy.onWindowUpdate(),
                            false,
                            defaults.formatOr(DslStoreFormat.PLAIN)));
        }
        StoreBuilder<?> builder = bytes instanceof HeadersBytesStoreSupplier
                ? Stores.timestampedWindowStoreWithHeadersBuilder(bytes, joined.key(), valueSerde)
                : Stores.windowStoreBuilder(bytes, joined.key(), valueSerde);
        return loggingEnabled() ? builder.withLoggingEnabled(logConfig()) : builder.withLoggingDisabled();
    }
}
