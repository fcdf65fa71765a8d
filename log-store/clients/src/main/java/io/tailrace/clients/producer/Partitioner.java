package io.tailrace.clients.producer;

import io.tailrace.common.Cluster;
import io.tailrace.common.Configurable;
import java.io.Closeable;
import org.jspecify.annotations.Nullable;

/** Chooses the partition of records that name none. Called on the threads that send, perhaps several at a time. */
public interface Partitioner extends Configurable, Closeable {

    /** @return a partition of the topic, from 0 */
    int partition(
            String topic,
            @Nullable Object key,
            byte @Nullable [] keyBytes,
            @Nullable Object value,
            byte @Nullable [] valueBytes,
            Cluster cluster);

    @Override
    void close();
}
