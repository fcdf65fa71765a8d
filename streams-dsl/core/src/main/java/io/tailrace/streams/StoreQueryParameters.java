package io.tailrace.streams;

import io.tailrace.streams.state.QueryableStoreType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which store a program wants to read, and how.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param <T> what is given
 */
public class StoreQueryParameters<T> {
    private final String storeName;
    private final QueryableStoreType<T> queryableStoreType;
    private final @Nullable Integer partition;
    private final boolean staleStores;

    protected StoreQueryParameters(
            String storeName,
            QueryableStoreType<T> queryableStoreType,
            @Nullable Integer partition,
            boolean staleStores) {
        this.storeName = storeName;
        this.queryableStoreType = queryableStoreType;
        this.partition = partition;
        this.staleStores = staleStores;
    }

    /** All active partitions that are here. */
    public static <T> StoreQueryParameters<T> fromNameAndType(
            String storeName, QueryableStoreType<T> queryableStoreType) {
        return new StoreQueryParameters<>(storeName, queryableStoreType, null, false);
    }

    /** One partition alone; null for all. */
    public StoreQueryParameters<T> withPartition(@Nullable Integer chosen) {
        return new StoreQueryParameters<>(storeName, queryableStoreType, chosen, staleStores);
    }

    /** Copies that are not complete or not active too. */
    public StoreQueryParameters<T> enableStaleStores() {
        return new StoreQueryParameters<>(storeName, queryableStoreType, partition, true);
    }

    public String storeName() {
        return storeName;
    }

    public QueryableStoreType<T> queryableStoreType() {
        return queryableStoreType;
    }

    /** Null for all. */
    public @Nullable Integer partition() {
        return partition;
    }

    public boolean staleStoresEnabled() {
        return staleStores;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StoreQueryParameters<?> that
                && Objects.equals(partition, that.partition)
                && staleStores == that.staleStores
                && Objects.equals(storeName, that.storeName)
                && Objects.equals(queryableStoreType, that.queryableStoreType);
    }

    @Override
    public int hashCode() {
        return Objects.hash(partition, staleStores, storeName, queryableStoreType);
    }

    @Override
    public String toString() {
        return "StoreQueryParameters {partition=" + partition + ", staleStores=" + staleStores + ", storeName="
                + storeName + ", queryableStoreType=" + queryableStoreType + '}';
    }
}
