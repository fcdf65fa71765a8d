package io.tailrace.streams.state;

/** A window store that keeps the timestamp of each value. */
public interface TimestampedWindowStore<K, V> extends WindowStore<K, ValueAndTimestamp<V>> {}
