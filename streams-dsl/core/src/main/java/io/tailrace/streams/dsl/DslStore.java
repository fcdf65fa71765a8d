package io.tailrace.streams.dsl;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.DslSessionParams;
import io.tailrace.streams.state.DslStoreSuppliers;
import io.tailrace.streams.state.DslWindowParams;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.topology.StoreSpec;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;

/**
 * The store of an operation. Its kind may come from the application's configuration, so the builder is made when a task is.
 *
 * <p><b>Threads:</b> immutable.
 */
final class DslStore implements StoreSpec {
    private final StoreOptions<?, ?, ?> options;
    private final boolean caching;
    private final long retentionMs;
    private final Function<DslStoreSuppliers, StoreBuilder<?>> maker;

    private DslStore(
            StoreOptions<?, ?, ?> options,
            boolean caching,
            long retentionMs,
            Function<DslStoreSuppliers, StoreBuilder<?>> maker) {
        this.options = options;
        this.caching = caching;
        this.retentionMs = retentionMs;
        this.maker = maker;
    }

    static <K, V> DslStore keyValue(StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> options) {
        return new DslStore(options, options.caches(), -1, kind -> {
            KeyValueBytesStoreSupplier supplier = options.supplier() != null
                    ? (KeyValueBytesStoreSupplier) options.supplier()
                    : options.kindOr(kind).keyValueStore(new DslKeyValueParams(options.requiredName(), true));
            return Stores.timestampedKeyValueStoreBuilder(supplier, options.key(), options.value());
        });
    }

    static <K, V> DslStore window(
            StoreOptions<K, V, WindowStore<Bytes, byte[]>> options, Windows<?> windows, EmitStrategy emit) {
        WindowBytesStoreSupplier given = (WindowBytesStoreSupplier) options.supplier();
        long retentionMs = given != null
                ? given.retentionPeriod()
                : options.retentionMsOr(windows.size() + windows.gracePeriodMs(), onClose(emit), "window");
        return new DslStore(options, options.caches(), retentionMs, kind -> {
            WindowBytesStoreSupplier supplier = given != null
                    ? given
                    : options.kindOr(kind)
                            .windowStore(new DslWindowParams(
                                    options.requiredName(),
                                    Duration.ofMillis(retentionMs),
                                    Duration.ofMillis(windows.size()),
                                    false,
                                    emit,
                                    false,
                                    true));
            return Stores.timestampedWindowStoreBuilder(supplier, options.key(), options.value());
        });
    }

    static <K, V> DslStore session(
            StoreOptions<K, V, SessionStore<Bytes, byte[]>> options, SessionWindows windows, EmitStrategy emit) {
        SessionBytesStoreSupplier given = (SessionBytesStoreSupplier) options.supplier();
        long retentionMs = given != null
                ? given.retentionPeriod()
                : options.retentionMsOr(windows.inactivityGap() + windows.gracePeriodMs(), onClose(emit), "session");
        return new DslStore(options, options.caches() && !onClose(emit), retentionMs, kind -> {
            SessionBytesStoreSupplier supplier = given != null
                    ? given
                    : options.kindOr(kind)
                            .sessionStore(
                                    new DslSessionParams(options.requiredName(), Duration.ofMillis(retentionMs), emit));
            return Stores.sessionStoreBuilder(supplier, options.key(), options.value());
        });
    }

    private static boolean onClose(EmitStrategy emit) {
        return emit.type() == EmitStrategy.StrategyType.ON_WINDOW_CLOSE;
    }

    @Override
    public String name() {
        return options.requiredName();
    }

    @Override
    public boolean loggingEnabled() {
        return options.logs();
    }

    @Override
    public Map<String, String> logConfig() {
        return options.logConfig();
    }

    @Override
    public long retentionMs() {
        return retentionMs;
    }

    @Override
    public StoreBuilder<?> builder(DslStoreSuppliers defaults) {
        StoreBuilder<?> builder = maker.apply(defaults);
        if (options.logs()) {
            builder.withLoggingEnabled(options.logConfig());
        } else {
            builder.withLoggingDisabled();
        }
        return caching ? builder.withCachingEnabled() : builder.withCachingDisabled();
    }
}
