package io.tailrace.streams;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.streams.errors.DefaultProductionExceptionHandler;
import io.tailrace.streams.errors.LogAndFailExceptionHandler;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keys of {@link StreamsConfig} that have a newer name and still work: configurations of applications outlive the names in them. A former key
 * says what the newer one says, unless that is given too.
 *
 * <p><b>Threads:</b> stateless.
 */
final class FormerKeys {
    static final String CACHE_MAX_BYTES = "cache.max.bytes.buffering";
    static final String DESERIALIZATION_HANDLER = "default.deserialization.exception.handler";
    static final String PRODUCTION_HANDLER = "default.production.exception.handler";
    static final String DSL_STORE = "default.dsl.store";
    static final String ROCKS_DB = "rocksDB";
    static final String IN_MEMORY = "in_memory";

    /** Newer key by former key. */
    private static final Map<String, String> NEWER = Map.of(
            CACHE_MAX_BYTES, StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG,
            DESERIALIZATION_HANDLER, StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            PRODUCTION_HANDLER, StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            DSL_STORE, StreamsConfig.DSL_STORE_SUPPLIERS_CLASS_CONFIG);

    /** What {@link #report} calls them. */
    private static final Map<String, String> NAMES = Map.of(
            CACHE_MAX_BYTES, "cache size",
            DESERIALIZATION_HANDLER, "deserialization exception handler",
            PRODUCTION_HANDLER, "production exception handler",
            DSL_STORE, "store type");

    private static final Logger LOG = LoggerFactory.getLogger(StreamsConfig.class);

    private FormerKeys() {}

    static void define(ConfigDef def) {
        def.define(
                CACHE_MAX_BYTES,
                ConfigDef.Type.LONG,
                10L * 1024 * 1024,
                ConfigDef.Range.atLeast(0),
                ConfigDef.Importance.MEDIUM,
                "Former name of statestore.cache.max.bytes.");
        def.define(
                DESERIALIZATION_HANDLER,
                ConfigDef.Type.CLASS,
                LogAndFailExceptionHandler.class,
                ConfigDef.Importance.MEDIUM,
                "Former name of deserialization.exception.handler.");
        def.define(
                PRODUCTION_HANDLER,
                ConfigDef.Type.CLASS,
                DefaultProductionExceptionHandler.class,
                ConfigDef.Importance.MEDIUM,
                "Former name of production.exception.handler.");
        def.define(
                DSL_STORE,
                ConfigDef.Type.STRING,
                ROCKS_DB,
                ConfigDef.ValidString.in(ROCKS_DB, IN_MEMORY),
                ConfigDef.Importance.LOW,
                "rocksDB or in_memory: what dsl.store.suppliers.class says with a class.");
    }

    /** Adds to {@code changes} what former keys say in place of newer ones. */
    static void apply(Set<String> given, Map<String, Object> parsed, Map<String, Object> changes) {
        NEWER.forEach((former, newer) -> {
            if (given.contains(former) && !given.contains(newer)) {
                Object value = Objects.requireNonNull(parsed.get(former), former);
                changes.put(newer, former.equals(DSL_STORE) ? suppliers(value) : value);
            }
        });
    }

    private static Class<?> suppliers(Object storeType) {
        return storeType.equals(IN_MEMORY)
                ? BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers.class
                : BuiltInDslStoreSuppliers.RocksDBDslStoreSuppliers.class;
    }

    /** Whether the newer key or its former name is among the given ones. */
    static boolean isGiven(Set<String> given, String newerKey) {
        return given.contains(newerKey)
                || NEWER.entrySet().stream()
                        .anyMatch(names -> names.getValue().equals(newerKey) && given.contains(names.getKey()));
    }

    /** Warns of keys that are given by both names. */
    static void report(Set<String> given) {
        NEWER.forEach((former, newer) -> {
            if (given.contains(former) && given.contains(newer)) {
                LOG.warn(
                        "Both the deprecated and new config for {} are configured. The deprecated one, {}, is ignored; {} counts.",
                        NAMES.get(former),
                        former,
                        newer);
            }
        });
    }
}
