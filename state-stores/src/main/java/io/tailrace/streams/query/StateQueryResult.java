package io.tailrace.streams.query;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the partitions of a store answered.
 *
 * <p><b>Threads:</b> one at a time.
 *
 * @param <R> type of the result
 */
public class StateQueryResult<R> {

    private final Map<Integer, QueryResult<R>> byPartition = new HashMap<>();
    private @Nullable QueryResult<R> global;

    public StateQueryResult() {}

    /** What a global store answered. */
    public void setGlobalResult(QueryResult<R> result) {
        global = result;
    }

    /** What a partition answered. */
    public void addResult(int partition, QueryResult<R> result) {
        byPartition.put(partition, result);
    }

    public Map<Integer, QueryResult<R>> getPartitionResults() {
        return byPartition;
    }

    /**
     * The one success that is not null, or null if there is none.
     *
     * @throws IllegalArgumentException if there are several
     */
    public @Nullable QueryResult<R> getOnlyPartitionResult() {
        List<QueryResult<R>> found = byPartition.values().stream()
                .filter(result -> result.isSuccess() && result.getResult() != null)
                .toList();
        if (found.size() > 1) {
            throw new IllegalArgumentException("The query did not return exactly one partition result: " + byPartition);
        }
        return found.isEmpty() ? null : found.get(0);
    }

    public @Nullable QueryResult<R> getGlobalResult() {
        return global;
    }

    /** How far the partitions had got, all together. */
    public @Nullable Position getPosition() {
        if (global != null) {
            return global.getPosition();
        }
        Position position = Position.emptyPosition();
        byPartition.values().forEach(result -> position.merge(result.getPosition()));
        return position;
    }

    @Override
    public String toString() {
        return "StateQueryResult{partitionResults=" + byPartition + ", globalResult=" + global + '}';
    }
}
