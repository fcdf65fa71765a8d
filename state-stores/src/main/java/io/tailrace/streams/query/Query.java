package io.tailrace.streams.query;

/**
 * A question to a store. An application may write its own, for stores that it writes itself.
 *
 * @param <R> type of the result
 */
public interface Query<R> {}
