package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.task.GlobalTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the global stores up to the end that their topics have when it begins, and leaves the consumer where it has to go on.
 *
 * <p><b>Threads:</b> the global thread.
 */
final class GlobalRestorer {
    private static final Logger LOG = LoggerFactory.getLogger(GlobalRestorer.class);

    private final io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final GlobalTask task;
    private final StateRestoreListener listener;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Map<TopicPartition, Long> restored = new HashMap<>();

    GlobalRestorer(
            io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer,
            GlobalTask task,
            StateRestoreListener listener) {
        this.consumer = consumer;
        this.task = task;
        this.listener = listener;
    }

    /** @param stopped asked between polls; true ends the work early */
    void run(Duration pollTime, BooleanSupplier stopped) {
        Map<TopicPartition, Long> starts = starts();
        consumer.assign(starts.keySet());
        starts.forEach(consumer::seek);
        starts.forEach((partition, start) -> {
            restored.put(partition, 0L);
            listener.onRestoreStart(partition, storeOf(partition), start, ends.get(partition));
        });
        finishThoseAtTheirEnd();
        while (!ends.isEmpty() && !stopped.getAsBoolean()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(pollTime);
            for (TopicPartition partition : records.partitions()) {
                restore(partition, records.records(partition));
            }
            finishThoseAtTheirEnd();
            if (task.commitUrgent()) {
                task.commit();
            }
        }
        task.commit();
    }

    private String storeOf(TopicPartition partition) {
        return task.storeOf(partition.topic());
    }

    private Map<TopicPartition, Long> starts() {
        Map<TopicPartition, Long> starts = new LinkedHashMap<>();
        for (String topic : task.topics()) {
            List<TopicPartition> partitions = partitions(topic);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> topicEnds = consumer.endOffsets(partitions);
            if (partitions.stream().anyMatch(p -> isGone(task.position(p), begins.get(p), topicEnds.get(p)))) {
                LOG.warn(
                        "Global store {} does not fit its topic {} any more, which begins at {} and ends at {}: reading it anew",
                        task.storeOf(topic),
                        topic,
                        begins,
                        topicEnds);
                task.reset(topic, partitions);
            }
            partitions.forEach(p -> starts.put(p, Math.max(begins.get(p), task.position(p))));
            ends.putAll(topicEnds);
        }
        return starts;
    }

    private static boolean isGone(long position, long begin, long end) {
        return position > end || (position > 0 && position < begin);
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> infos = consumer.partitionsFor(topic);
        if (infos == null || infos.isEmpty()) {
            throw new StreamsException("There are no partitions available for topic " + topic
                    + " when initializing global store " + task.storeOf(topic));
        }
        List<TopicPartition> partitions = new ArrayList<>();
        infos.forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
        return partitions;
    }

    private void restore(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        long next = records.get(records.size() - 1).offset() + 1;
        int count = task.restore(partition, records, next, System.currentTimeMillis());
        restored.merge(partition, (long) count, Long::sum);
        listener.onBatchRestored(partition, storeOf(partition), next - 1, count);
    }

    private void finishThoseAtTheirEnd() {
        for (TopicPartition partition : Set.copyOf(ends.keySet())) {
            if (consumer.position(partition) >= ends.get(partition)) {
                ends.remove(partition);
                listener.onRestoreEnd(partition, storeOf(partition), restored.get(partition));
            }
        }
    }
}
