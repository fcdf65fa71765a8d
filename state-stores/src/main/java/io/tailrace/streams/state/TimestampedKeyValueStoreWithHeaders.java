package io.tailrace.streams.state;

/** A key-value store that keeps for each value the timestamp and the headers of the record that updated it. */
public interface TimestampedKeyValueStoreWithHeaders<K, V> extends KeyValueStore<K, ValueTimestampHeaders<V>> {}
