package io.tailrace.streams.query;

import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A query, and of which store and partitions it is asked. Begins with {@link #inStore}; each method returns a changed copy.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param <R> type of the result
 */
public class StateQueryRequest<R> {

    private final String storeName;
    private final Query<R> query;
    private final PositionBound bound;
    private final @Nullable Set<Integer> partitions;
    private final boolean executionInfo;
    private final boolean requireActive;

    private StateQueryRequest(
            String storeName,
            Query<R> query,
            PositionBound bound,
            @Nullable Set<Integer> partitions,
            boolean executionInfo,
            boolean requireActive) {
        this.storeName = storeName;
        this.query = query;
        this.bound = bound;
        this.partitions = partitions;
        this.executionInfo = executionInfo;
        this.requireActive = requireActive;
    }

    /** Names the store. */
    public static InStore inStore(String name) {
        return new InStore(name);
    }

    /** How far the store must have got; without it, any position will do. */
    public StateQueryRequest<R> withPositionBound(PositionBound positionBound) {
        return new StateQueryRequest<>(storeName, query, positionBound, partitions, executionInfo, requireActive);
    }

    /** Asks all partitions that are here; the default. */
    public StateQueryRequest<R> withAllPartitions() {
        return new StateQueryRequest<>(storeName, query, bound, null, executionInfo, requireActive);
    }

    /** Asks these partitions. */
    public StateQueryRequest<R> withPartitions(Set<Integer> chosen) {
        return new StateQueryRequest<>(
                storeName,
                query,
                bound,
                Collections.unmodifiableSet(new HashSet<>(chosen)),
                executionInfo,
                requireActive);
    }

    /** Lets each layer of the store tell what it did. */
    public StateQueryRequest<R> enableExecutionInfo() {
        return new StateQueryRequest<>(storeName, query, bound, partitions, true, requireActive);
    }

    /** Asks active copies only. */
    public StateQueryRequest<R> requireActive() {
        return new StateQueryRequest<>(storeName, query, bound, partitions, executionInfo, true);
    }

    public String getStoreName() {
        return storeName;
    }

    public PositionBound getPositionBound() {
        return bound;
    }

    public Query<R> getQuery() {
        return query;
    }

    public boolean isAllPartitions() {
        return partitions == null;
    }

    /** @throws IllegalStateException if all are asked */
    public Set<Integer> getPartitions() {
        if (partitions == null) {
            throw new IllegalStateException("Cannot list partitions of an 'all partitions' request");
        }
        return partitions;
    }

    public boolean executionInfoEnabled() {
        return executionInfo;
    }

    public boolean isRequireActive() {
        return requireActive;
    }

    /** A request that knows its store. */
    public static class InStore {

        private final String name;

        private InStore(String name) {
            this.name = name;
        }

        /** Gives the query. */
        public <R> StateQueryRequest<R> withQuery(Query<R> query) {
            return new StateQueryRequest<>(name, query, PositionBound.unbounded(), null, false, false);
        }
    }
}
