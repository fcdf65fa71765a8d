package io.tailrace.streams.processor;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.query.Position;
import io.tailrace.streams.query.PositionBound;
import io.tailrace.streams.query.Query;
import io.tailrace.streams.query.QueryConfig;
import io.tailrace.streams.query.QueryResult;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A store that a task owns. Life cycle: built by a {@code StoreBuilder}, {@link #init initialised} once with the task's
 * context, used, {@link #commit committed} any number of times, {@link #close closed} once.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public interface StateStore {

    /** The name, unique in the topology; also what its changelog topic and its column family are named by. */
    String name();

    /**
     * Opens the store and registers it with {@link StateStoreContext#register}. Stores come in layers; {@code root} is
     * the outermost one and the one to be registered.
     */
    void init(StateStoreContext context, StateStore root);

    /** Writes what is cached to the layers below. Kept for stores written before {@link #commit}. */
    default void flush() {}

    /**
     * Makes everything written so far durable as of the store's promise.
     *
     * @param changelogOffsets per changelog partition the offset that the content corresponds to; stores that do not
     *     {@linkplain #managesOffsets manage offsets} ignore it
     */
    default void commit(Map<TopicPartition, Long> changelogOffsets) {
        flush();
    }

    /** The offset that the last {@link #commit} carried for {@code partition}, or null if there is none. */
    default @Nullable Long committedOffset(TopicPartition partition) {
        return null;
    }

    /** Closes the store; further use throws {@code InvalidStateStoreException}. Idempotent. */
    void close();

    /** Whether the content outlives the process. */
    boolean persistent();

    /** Whether the store keeps changelog offsets together with its content. */
    default boolean managesOffsets() {
        return false;
    }

    /** Whether the store is between {@link #init} and {@link #close}. */
    boolean isOpen();

    /**
     * Answers a query. {@code TailraceStreams.query} calls it, one call at a time with the task's own work.
     *
     * @param positionBound how far the store must have got
     * @return a failure if the store does not know the query or has not got so far
     */
    default <R> QueryResult<R> query(Query<R> query, PositionBound positionBound, QueryConfig config) {
        return QueryResult.forUnknownQueryType(query, this);
    }

    /** How far the inputs were read when the store was written last. */
    default Position getPosition() {
        throw new UnsupportedOperationException(
                "getPosition is not implemented by this StateStore (" + getClass() + ")");
    }
}
