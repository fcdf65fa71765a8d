package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.producer.Callback;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.RecordMetadata;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.streams.DefaultClientSupplier;
import io.tailrace.streams.KafkaClientSupplier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Makes clients whose producers time out on chosen records.
 *
 * <p><b>Threads:</b> the stream thread's; the count is for any.
 */
final class FlakySupplier implements KafkaClientSupplier {
    private final KafkaClientSupplier real = new DefaultClientSupplier();
    private final Predicate<ProducerRecord<byte[], byte[]>> fails;
    final AtomicInteger failures = new AtomicInteger();

    FlakySupplier(Predicate<ProducerRecord<byte[], byte[]>> fails) {
        this.fails = fails;
    }

    @Override
    @SuppressWarnings("unchecked") // a proxy of the interface
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        Producer<byte[], byte[]> producer = real.getProducer(config);
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, args) -> {
                    if (method.getName().equals("send") && fails.test((ProducerRecord<byte[], byte[]>) args[0])) {
                        return fail((ProducerRecord<byte[], byte[]>) args[0], (Callback) args[1]);
                    }
                    try {
                        return method.invoke(producer, args);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return real.getAdmin(config);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        return real.getConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return real.getRestoreConsumer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return real.getGlobalConsumer(config);
    }

    private CompletableFuture<RecordMetadata> fail(ProducerRecord<byte[], byte[]> record, Callback callback) {
        failures.incrementAndGet();
        TimeoutException error = new TimeoutException("expired");
        int partition = record.partition() == null ? 0 : record.partition();
        callback.onCompletion(
                new RecordMetadata(new TopicPartition(record.topic(), partition), -1, 0, -1, -1, -1), error);
        return CompletableFuture.failedFuture(error);
    }
}
