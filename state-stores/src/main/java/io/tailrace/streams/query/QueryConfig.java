package io.tailrace.streams.query;

/** How a query is to be run. */
public class QueryConfig {

    final boolean collectExecutionInfo;

    public QueryConfig(boolean collectExecutionInfo) {
        this.collectExecutionInfo = collectExecutionInfo;
    }

    /** Whether each layer tells what it did and how long it took. */
    public boolean isCollectExecutionInfo() {
        return collectExecutionInfo;
    }
}
