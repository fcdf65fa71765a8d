package io.tailrace.streams;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.ByteArraySerializer;
import java.util.Map;

/** Makes the ordinary clients. */
public final class DefaultClientSupplier implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TailraceProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public io.tailrace.clients.consumer.Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new TailraceConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public io.tailrace.clients.consumer.Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @Override
    public io.tailrace.clients.consumer.Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }
}
