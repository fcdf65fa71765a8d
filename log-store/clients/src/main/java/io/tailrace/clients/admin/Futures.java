package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What the results of several calls share. <b>Threads:</b> any. */
final class Futures {

    private Futures() {}

    static KafkaFuture<Void> allOf(Collection<? extends KafkaFuture<?>> futures) {
        return KafkaFuture.allOf(futures.toArray(KafkaFuture<?>[]::new));
    }

    /** The values by key once all are there. */
    static <K, V> KafkaFuture<Map<K, V>> all(Map<K, KafkaFuture<V>> futures) {
        return allOf(futures.values()).thenApply(done -> {
            Map<K, V> values = new HashMap<>();
            futures.forEach((key, future) -> values.put(
                    key, future.toCompletionStage().toCompletableFuture().join()));
            return values;
        });
    }

    /** @throws IllegalArgumentException if {@code key} was not asked for */
    static <K, V> KafkaFuture<V> of(Map<K, KafkaFuture<V>> futures, K key) {
        KafkaFuture<V> future = futures.get(key);
        if (future == null) {
            throw new IllegalArgumentException("expected one of " + futures.keySet() + ", found " + key);
        }
        return future;
    }
}
