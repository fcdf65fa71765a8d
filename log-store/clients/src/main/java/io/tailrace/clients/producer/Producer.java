package io.tailrace.clients.producer;

import io.tailrace.clients.consumer.ConsumerGroupMetadata;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.Metric;
import io.tailrace.common.MetricName;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import java.io.Closeable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** What sends records; see {@link TailraceProducer}. */
public interface Producer<K, V> extends Closeable {

    /** Must come before the first transaction. */
    void initTransactions();

    void beginTransaction();

    /** Makes the offsets part of the transaction. */
    void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata groupMetadata);

    void commitTransaction();

    void abortTransaction();

    /** As {@link #send(ProducerRecord, Callback)} without a callback. */
    Future<RecordMetadata> send(ProducerRecord<K, V> record);

    /**
     * Sends a record, in the background. Blocks for at most {@code max.block.ms}, when the topic is not known yet or
     * the buffer is full.
     *
     * @throws IllegalStateException if the producer is closed
     * @throws io.tailrace.common.errors.InterruptException if the thread is interrupted while it waits
     * @throws io.tailrace.common.errors.SerializationException if key or value cannot be serialised
     */
    Future<RecordMetadata> send(ProducerRecord<K, V> record, @Nullable Callback callback);

    /** Sends everything at once and waits until all that was sent before is acknowledged or has failed. */
    void flush();

    List<PartitionInfo> partitionsFor(String topic);

    Map<MetricName, ? extends Metric> metrics();

    /** Waits for everything that was sent, however long that takes, then closes. */
    @Override
    void close();

    /** Waits for what was sent, but not longer than that; then fails the rest and closes. */
    void close(Duration timeout);
}
