package io.tailrace.clients.producer;

import io.tailrace.common.Configurable;
import io.tailrace.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Sees records before they are serialised and after they are acknowledged. What it throws is logged and ignored. */
public interface ProducerInterceptor<K, V> extends Configurable, AutoCloseable {

    /** Called on the thread that sends. @return the record to send, which may be another */
    ProducerRecord<K, V> onSend(ProducerRecord<K, V> record);

    /** Called on the client's thread, before the record's callback. */
    default void onAcknowledgement(RecordMetadata metadata, @Nullable Exception exception) {}

    /** As {@link #onAcknowledgement(RecordMetadata, Exception)}, with the record's headers. */
    default void onAcknowledgement(RecordMetadata metadata, @Nullable Exception exception, Headers headers) {
        onAcknowledgement(metadata, exception);
    }

    @Override
    void close();
}
