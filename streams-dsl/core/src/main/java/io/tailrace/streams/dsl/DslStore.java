package io.tailrace.streams.dsl;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.session.SessionStoreBuilder;
import io.tailrace.state.versioned.VersionedStoreBuilder;
import io.tailrace.streams.DslStoreFormat;
import io.tailrace.streams.kstream.EmitStrategy;
import io.tailrace.streams.kstream.SessionWindows;
import io.tailrace.streams.kstream.SlidingWindows;
import io.tailrace.streams.kstream.Windows;
import io.tailrace.streams.state.DslKeyValueParams;
import io.tailrace.streams.state.DslSessionParams;
import io.tailrace.streams.state.DslWindowParams;
import io.tailrace.streams.state.HeadersBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.VersionedBytesStoreSupplier;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.topology.StoreDefaults;
import io.tailrace.streams.topology.StoreSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The store of an operation. Its kind may come from the application's configuration, so the builder is made when a task is.
 *
 * <p><b>Threads:</b> immutable.
 */
final class DslStore implements StoreSpec {
    private final StoreOptions<?, ?, ?> options;
    private final boolean caching;
    private final long retentionMs;
    private final Function<StoreDefaults, StoreBuilder<?>> maker;

    private DslStore(
            StoreOptions<?, ?, ?> options,
            boolean caching,
            long retentionMs,
            Function<StoreDefaults, StoreBuilder<?>> maker) {
        if (retentionMs >= 0 && options.ttlMs() >= 0) {
            throw new IllegalArgumentException(
                    "A time to live is for key-value stores; the store of windows has a retention. Store: "
                            + options.requiredName());
        }
        this.options = options;
        this.caching = caching;
        this.retentionMs = retentionMs;
        this.maker = maker;
    }

    @Override
    public long ttlMs() {
        return options.ttlMs();
    }

    @Override
    public @Nullable Serde<?> keySerde() {
        return options.key();
    }

    static <K, V> DslStore keyValue(StoreOptions<K, V, KeyValueStore<Bytes, byte[]>> options) {
        if (options.supplier() instanceof VersionedBytesStoreSupplier versioned) {
            return new DslStore(
                    options,
                    false,
                    -1,
                    defaults -> Stores.versionedKeyValueStoreBuilder(versioned, options.key(), options.value()));
        }
        return new DslStore(options, options.caches(), -1, defaults -> {
            KeyValueBytesStoreSupplier supplier = options.supplier() != null
                    ? (KeyValueBytesStoreSupplier) options.supplier()
                    : options.kindOr(defaults.kind())
                            .keyValueStore(new DslKeyValueParams(
                                    options.requiredName(), defaults.formatOr(DslStoreFormat.TIMESTAMPED)));
            return supplier instanceof HeadersBytesStoreSupplier
                    ? Stores.timestampedKeyValueStoreWithHeadersBuilder(supplier, options.key(), options.value())
                    : Stores.timestampedKeyValueStoreBuilder(supplier, options.key(), options.value());
        });
    }

    /**
     * What the windows of a store ask of it.
     *
     * @param sizeMs of a window
     * @param leastRetentionMs how long the store has to keep a window
     * @param isSliding whether the windows slide, so that they are looked up by scans over time
     * @param requirement words that say what the least retention is
     */
    private record WindowSpan(long sizeMs, long leastRetentionMs, boolean isSliding, String requirement) {}

    static <K, V> DslStore window(
            StoreOptions<K, V, WindowStore<Bytes, byte[]>> options, Windows<?> windows, EmitStrategy emit) {
        WindowSpan span = new WindowSpan(
                windows.size(),
                windows.size() + windows.gracePeriodMs(),
                false,
                "its window size plus the grace period. Got size=[" + windows.size() + "], grace=["
                        + windows.gracePeriodMs() + "]");
        return window(options, span, emit, options.caches());
    }

    static <K, V> DslStore sliding(
            StoreOptions<K, V, WindowStore<Bytes, byte[]>> options, SlidingWindows windows, EmitStrategy emit) {
        // A record may begin a window with what is in one that starts two time differences before it.
        WindowSpan span = new WindowSpan(
                windows.timeDifferenceMs(),
                2 * windows.timeDifferenceMs() + windows.gracePeriodMs(),
                true,
                "2 * time difference plus the grace period. Got time difference=[" + windows.timeDifferenceMs()
                        + "], grace=[" + windows.gracePeriodMs() + "]");
        return window(options, span, emit, options.caches() && !onClose(emit));
    }

    private static <K, V> DslStore window(
            StoreOptions<K, V, WindowStore<Bytes, byte[]>> options,
            WindowSpan span,
            EmitStrategy emit,
            boolean caches) {
        WindowBytesStoreSupplier given = (WindowBytesStoreSupplier) options.supplier();
        long least = options.retentionMsOr(span.leastRetentionMs(), onClose(emit), "window", span.requirement());
        long retentionMs = given != null ? given.retentionPeriod() : least;
        return new DslStore(options, caches, retentionMs, defaults -> {
            WindowBytesStoreSupplier supplier = given != null
                    ? given
                    : options.kindOr(defaults.kind())
                            .windowStore(new DslWindowParams(
                                    options.requiredName(),
                                    Duration.ofMillis(retentionMs),
                                    Duration.ofMillis(span.sizeMs()),
                                    false,
                                    emit,
                                    span.isSliding(),
                                    defaults.formatOr(DslStoreFormat.TIMESTAMPED)));
            return supplier instanceof HeadersBytesStoreSupplier
                    ? Stores.timestampedWindowStoreWithHeadersBuilder(supplier, options.key(), options.value())
                    : Stores.timestampedWindowStoreBuilder(supplier, options.key(), options.value());
        });
    }

    static <K, V> DslStore session(
            StoreOptions<K, V, SessionStore<Bytes, byte[]>> options, SessionWindows windows, EmitStrategy emit) {
        SessionBytesStoreSupplier given = (SessionBytesStoreSupplier) options.supplier();
        long leastMs = windows.inactivityGap() + windows.gracePeriodMs();
        long wantedMs = options.retentionMsOr(
                leastMs,
                onClose(emit),
                "session",
                "the session inactivity gap plus the grace period. Got gap=[" + windows.inactivityGap() + "], grace=["
                        + windows.gracePeriodMs() + "]");
        long retentionMs = given != null ? given.retentionPeriod() : wantedMs;
        return new DslStore(options, options.caches() && !onClose(emit), retentionMs, defaults -> {
            SessionBytesStoreSupplier supplier = given != null
                    ? given
                    : options.kindOr(defaults.kind())
                            .sessionStore(new DslSessionParams(
                                    options.requiredName(),
                                    Duration.ofMillis(retentionMs),
                                    emit,
                                    defaults.formatOr(DslStoreFormat.PLAIN)));
            StoreBuilder<?> builder = supplier instanceof HeadersBytesStoreSupplier
                    ? Stores.sessionStoreWithHeadersBuilder(supplier, options.key(), options.value())
                    : Stores.sessionStoreBuilder(supplier, options.key(), options.value());
            if (builder instanceof SessionStoreBuilder<?, ?, ?, ?> sessions) {
                sessions.ofAggregation(given == null ? options.shownMsOr(leastMs) : retentionMs);
            }
            return builder;
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
        if (options.supplier() instanceof VersionedBytesStoreSupplier versioned) {
            Map<String, String> config = new HashMap<>(options.logConfig());
            config.putIfAbsent(
                    "min.compaction.lag.ms",
                    Long.toString(VersionedStoreBuilder.minCompactionLagMs(versioned.historyRetentionMs())));
            return config;
        }
        return options.logConfig();
    }

    @Override
    public long historyRetentionMs() {
        return options.supplier() instanceof VersionedBytesStoreSupplier versioned
                ? versioned.historyRetentionMs()
                : -1;
    }

    @Override
    public long retentionMs() {
        return retentionMs;
    }

    @Override
    public boolean usesDisk(StoreDefaults defaults) {
        return options.supplier() == null
                ? StoreDefaults.mayUseDisk(options.kindOr(defaults.kind()))
                : StoreSpec.super.usesDisk(defaults);
    }

    @Override
    public StoreBuilder<?> builder(StoreDefaults defaults) {
        StoreBuilder<?> builder = maker.apply(defaults);
        if (options.logs()) {
            builder.withLoggingEnabled(options.logConfig());
        } else {
            builder.withLoggingDisabled();
        }
        if (isVersioned()) {
            return builder; // which refuses to cache
        }
        return caching ? builder.withCachingEnabled() : builder.withCachingDisabled();
    }
}
