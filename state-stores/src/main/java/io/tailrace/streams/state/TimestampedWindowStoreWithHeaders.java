package io.tailrace.streams.state;

/** A window store that keeps for each value the timestamp and the headers of the record that updated it. */
public interface TimestampedWindowStoreWithHeaders<K, V> extends WindowStore<K, ValueTimestampHeaders<V>> {}
