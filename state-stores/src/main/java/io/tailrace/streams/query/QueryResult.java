package io.tailrace.streams.query;

import io.tailrace.streams.processor.StateStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one partition of a store answered.
 *
 * @param <R> type of the result
 */
public interface QueryResult<R> {

    /** A success; the result may be null where that is an answer. */
    static <R> QueryResult<R> forResult(@Nullable R result) {
        return new SuccessfulQuery<>(result);
    }

    static <R> QueryResult<R> forFailure(FailureReason failureReason, String failureMessage) {
        return new FailedQuery<>(failureReason, failureMessage);
    }

    /** The store does not know the query. */
    static <R> QueryResult<R> forUnknownQueryType(Query<R> query, StateStore store) {
        return forFailure(
                FailureReason.UNKNOWN_QUERY_TYPE,
                "This store (" + store.getClass() + ") doesn't know how to execute the given query (" + query
                        + "). Contact the store maintainer if you need support for a new query type.");
    }

    /**
     * The store has not got far enough.
     *
     * @param partition null if the store is not initialised
     */
    static <R> QueryResult<R> notUpToBound(
            Position currentPosition, PositionBound positionBound, @Nullable Integer partition) {
        return forFailure(
                FailureReason.NOT_UP_TO_BOUND,
                partition == null
                        ? "The store is not initialized yet, so it is not yet up to the bound " + positionBound
                        : "For store partition " + partition + ", the current position " + currentPosition
                                + " is not yet up to the bound " + positionBound);
    }

    /** Adds a line to {@link #getExecutionInfo}. */
    void addExecutionInfo(String message);

    void setPosition(Position position);

    boolean isSuccess();

    boolean isFailure();

    /** What the layers of the store did, if the query asked for it. */
    List<String> getExecutionInfo();

    /** How far the store had got when it answered. */
    @Nullable
    Position getPosition();

    /** @throws IllegalArgumentException if the query did not fail */
    FailureReason getFailureReason();

    /** @throws IllegalArgumentException if the query did not fail */
    String getFailureMessage();

    /**
     * The answer. Iterators in it must be closed.
     *
     * @throws IllegalArgumentException if the query failed
     */
    @Nullable
    R getResult();
}
