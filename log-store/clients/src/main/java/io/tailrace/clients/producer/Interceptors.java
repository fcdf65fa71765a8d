package io.tailrace.clients.producer;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The chain of interceptors. What one throws is logged, and the others go on.
 *
 * <p><b>Threads:</b> any; interceptors see to their own safety.
 */
final class Interceptors<K, V> {

    private static final Logger LOG = LoggerFactory.getLogger(Interceptors.class);

    private final List<ProducerInterceptor<K, V>> chain;

    Interceptors(List<ProducerInterceptor<K, V>> chain) {
        this.chain = List.copyOf(chain);
    }

    boolean isEmpty() {
        return chain.isEmpty();
    }

    ProducerRecord<K, V> onSend(ProducerRecord<K, V> record) {
        ProducerRecord<K, V> current = record;
        for (ProducerInterceptor<K, V> interceptor : chain) {
            try {
                current = interceptor.onSend(current);
            } catch (RuntimeException e) {
                LOG.warn(
                        "interceptor {} failed in onSend, topic={}",
                        interceptor.getClass().getName(),
                        record.topic(),
                        e);
            }
        }
        return current;
    }

    void onAcknowledgement(RecordMetadata metadata, @Nullable Exception failure, @Nullable Headers headers) {
        for (ProducerInterceptor<K, V> interceptor : chain) {
            try {
                interceptor.onAcknowledgement(metadata, failure, headers == null ? new RecordHeaders() : headers);
            } catch (RuntimeException e) {
                LOG.warn(
                        "interceptor {} failed in onAcknowledgement",
                        interceptor.getClass().getName(),
                        e);
            }
        }
    }

    void close() {
        for (ProducerInterceptor<K, V> interceptor : chain) {
            try {
                interceptor.close();
            } catch (RuntimeException e) {
                LOG.warn(
                        "interceptor {} failed to close", interceptor.getClass().getName(), e);
            }
        }
    }
}
