package io.tailrace.clients.consumer;

import io.tailrace.common.Configurable;
import io.tailrace.common.TopicPartition;
import java.util.Map;

/**
 * Sees, and may replace, the records that poll is about to return, and sees what was committed. Several form a chain
 * in the order of {@code interceptor.classes}. What one throws is logged and passed over.
 *
 * <p><b>Threads:</b> called by the thread that owns the consumer.
 */
public interface ConsumerInterceptor<K, V> extends Configurable, AutoCloseable {

    ConsumerRecords<K, V> onConsume(ConsumerRecords<K, V> records);

    void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets);

    @Override
    void close();
}
