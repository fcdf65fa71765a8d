package io.tailrace.streams.state;

/** A session store that keeps for each aggregate the headers of the record that updated it. */
public interface SessionStoreWithHeaders<K, AGG> extends SessionStore<K, AggregationWithHeaders<AGG>> {}
