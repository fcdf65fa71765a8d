package io.tailrace.streams.operator.grace;

import io.tailrace.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * How a join holds stream records back.
 *
 * @param graceMs how long, in stream time
 * @param key serde, or null for the application's default
 * @param value serde, or null for the application's default
 */
public record BufferOptions<K, V>(
        String storeName,
        long graceMs,
        @Nullable Serde<K> key,
        @Nullable Serde<V> value) {}
