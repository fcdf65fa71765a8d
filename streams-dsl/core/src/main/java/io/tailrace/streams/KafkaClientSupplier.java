package io.tailrace.streams;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.producer.Producer;
import java.util.Map;

/**
 * Makes the clients that the application works with.
 *
 * <p><b>Threads:</b> called by the thread that makes the application and by stream threads.
 */
public interface KafkaClientSupplier {
    default Admin getAdmin(Map<String, Object> config) {
        throw new UnsupportedOperationException("This client supplier makes no admin client");
    }

    Producer<byte[], byte[]> getProducer(Map<String, Object> config);

    /** The consumer of source topics. */
    io.tailrace.clients.consumer.Consumer<byte[], byte[]> getConsumer(Map<String, Object> config);

    /** The consumer of changelogs. */
    io.tailrace.clients.consumer.Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config);

    /** The consumer of topics of global stores. */
    io.tailrace.clients.consumer.Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config);
}
