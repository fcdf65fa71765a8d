package io.tailrace.streams.topology;

import io.tailrace.streams.DslStoreFormat;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.state.BuiltInDslStoreSuppliers;
import io.tailrace.streams.state.DslStoreSuppliers;

/**
 * What is configured for stores of the DSL whose declaration leaves it open.
 *
 * @param kind of store to make
 * @param withHeaders whether stores that can have room for headers do
 */
public record StoreDefaults(DslStoreSuppliers kind, boolean withHeaders) {

    /** As an application is configured. */
    public static StoreDefaults of(StreamsConfig config) {
        return new StoreDefaults(
                config.dslStoreSuppliers(),
                StreamsConfig.DSL_STORE_FORMAT_HEADERS.equalsIgnoreCase(
                        config.getString(StreamsConfig.DSL_STORE_FORMAT_CONFIG)));
    }

    /** These, but of this kind. */
    public StoreDefaults ofKind(DslStoreSuppliers other) {
        return new StoreDefaults(other, withHeaders);
    }

    /** Whether stores of a kind may need a directory: all but those in memory, as an application's own kind is not asked for a store just to see. */
    public static boolean mayUseDisk(DslStoreSuppliers kind) {
        return !(kind instanceof BuiltInDslStoreSuppliers.InMemoryDslStoreSuppliers);
    }

    /** The form of values in a store that without headers has this one. */
    public DslStoreFormat formatOr(DslStoreFormat plain) {
        return withHeaders ? DslStoreFormat.HEADERS : plain;
    }
}
