package io.tailrace.streams;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.AdminClientConfig;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.clients.consumer.TailraceConsumer;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerConfig;
import io.tailrace.clients.producer.TailraceProducer;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import io.tailrace.common.serialization.ByteArraySerializer;
import java.util.Map;

/** Makes the ordinary clients. */
public final class DefaultClientSupplier implements KafkaClientSupplier {
    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(ClientKeys.forClient(config, AdminClientConfig.configNames()));
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new TailraceProducer<>(
                ClientKeys.forClient(config, ProducerConfig.configNames()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    @Override
    public io.tailrace.clients.consumer.Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return new TailraceConsumer<>(
                ClientKeys.forClient(config, ConsumerConfig.configNames()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
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
