package io.tailrace.streams.state;

/** A key-value store that keeps the timestamp of each value. */
public interface TimestampedKeyValueStore<K, V> extends KeyValueStore<K, ValueAndTimestamp<V>> {}
