package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of interceptors. What one throws is logged, and the chain goes on with what there was before.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class ConsumerInterceptors<K, V> {
    private static final Logger LOG = LoggerFactory.getLogger(ConsumerInterceptors.class);

    private final List<ConsumerInterceptor<K, V>> chain;

    ConsumerInterceptors(List<ConsumerInterceptor<K, V>> chain) {
        this.chain = chain;
    }

    ConsumerRecords<K, V> onConsume(ConsumerRecords<K, V> records) {
        ConsumerRecords<K, V> result = records;
        for (ConsumerInterceptor<K, V> interceptor : chain) {
            try {
                result = interceptor.onConsume(result);
            } catch (RuntimeException e) {
                LOG.warn(
                        "Interceptor {} failed on records",
                        interceptor.getClass().getName(),
                        e);
            }
        }
        return result;
    }

    void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        for (ConsumerInterceptor<K, V> interceptor : chain) {
            try {
                interceptor.onCommit(offsets);
            } catch (RuntimeException e) {
                LOG.warn(
                        "Interceptor {} failed on a commit",
                        interceptor.getClass().getName(),
                        e);
            }
        }
    }

    void close() {
        for (ConsumerInterceptor<K, V> interceptor : chain) {
            try {
                interceptor.close();
            } catch (RuntimeException e) {
                LOG.warn(
                        "Interceptor {} failed to close", interceptor.getClass().getName(), e);
            }
        }
    }
}
