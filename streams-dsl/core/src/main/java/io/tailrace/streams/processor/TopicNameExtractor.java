package io.tailrace.streams.processor;

/**
 * Chooses the output topic of a record.
 *
 * <p><b>Threads:</b> called by all stream threads; stateless or thread-safe.
 */
@FunctionalInterface
public interface TopicNameExtractor<K, V> {
    String extract(K key, V value, RecordContext recordContext);
}
