package io.tailrace.streams.runtime;

import io.tailrace.clients.consumer.CloseOptions;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.clients.consumer.InvalidOffsetException;
import io.tailrace.common.TopicPartition;
import io.tailrace.state.task.StoreRestorer;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.streams.task.StreamTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restores the stores of a thread's tasks from their changelogs, a batch at a time between polls of the main consumer.
 *
 * <p><b>Threads:</b> the stream thread.
 */
final class ChangelogRestorer {
    private static final Logger LOG = LoggerFactory.getLogger(ChangelogRestorer.class);
    private static final long PROGRESS_INTERVAL_MS = 10_000;

    private final io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final StateRestoreListener listener;
    private final Map<TopicPartition, Restoration> byChangelog = new HashMap<>();
    private long lastProgressMs;

    private static final class Restoration {
        private final StreamTask task;
        private final StoreRestorer store;
        private final long endOffset;
        private long restored;

        private Restoration(StreamTask task, StoreRestorer store, long endOffset) {
            this.task = task;
            this.store = store;
            this.endOffset = endOffset;
        }
    }

    ChangelogRestorer(io.tailrace.clients.consumer.Consumer<byte[], byte[]> consumer, StateRestoreListener listener) {
        this.consumer = consumer;
        this.listener = listener;
    }

    /**
     * Starts to restore a task's stores; those that are up to date already need nothing.
     *
     * @param limits for changelogs that are read no further than an offset
     */
    void add(StreamTask task, Map<TopicPartition, Long> limits) {
        Map<TopicPartition, StoreRestorer> stores = new HashMap<>();
        task.stores().restorers().forEach(store -> stores.put(store.changelog(), store));
        if (stores.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(stores.keySet());
        Map<TopicPartition, Long> ends = consumer.endOffsets(stores.keySet());
        Map<TopicPartition, Long> starts = new HashMap<>();
        stores.forEach((changelog, store) -> {
            long begin = begins.get(changelog);
            long end = Math.min(ends.get(changelog), limits.getOrDefault(changelog, Long.MAX_VALUE));
            if (store.position() > end || (store.position() < begin && store.position() > 0)) {
                LOG.warn(
                        "Store {} of task {} is at {} but its changelog {} has offsets {} to {}: restoring from its start",
                        store.storeName(),
                        task.id(),
                        store.position(),
                        changelog,
                        begin,
                        end);
                store.reset();
            }
            long start = Math.max(begin, store.position());
            if (start < end) {
                byChangelog.put(changelog, new Restoration(task, store, end));
                starts.put(changelog, start);
                listener.onRestoreStart(changelog, store.storeName(), start, end);
            }
        });
        assign();
        starts.forEach(consumer::seek);
    }

    void remove(StreamTask task) {
        if (byChangelog.values().removeIf(restoration -> restoration.task == task)) {
            assign();
        }
    }

    private void assign() {
        consumer.assign(byChangelog.keySet());
    }

    boolean isRestoring(StreamTask task) {
        return byChangelog.values().stream().anyMatch(restoration -> restoration.task == task);
    }

    boolean isIdle() {
        return byChangelog.isEmpty();
    }

    /** Reads and applies one batch. */
    void restore(Duration timeout, long nowMs) {
        ConsumerRecords<byte[], byte[]> records;
        try {
            records = consumer.poll(timeout);
        } catch (InvalidOffsetException e) {
            restartFromBeginning(e.partitions());
            return;
        }
        for (TopicPartition changelog : records.partitions()) {
            Restoration restoration = byChangelog.get(changelog);
            if (restoration != null) {
                apply(changelog, restoration, records.records(changelog));
            }
        }
        List<TopicPartition> done = new ArrayList<>();
        byChangelog.forEach((changelog, restoration) -> {
            long position = consumer.position(changelog);
            if (position >= restoration.endOffset) {
                restoration.store.endBatch(Math.min(position, restoration.endOffset));
                listener.onRestoreEnd(changelog, restoration.store.storeName(), restoration.restored);
                done.add(changelog);
            }
        });
        if (!done.isEmpty()) {
            done.forEach(byChangelog::remove);
            assign();
        }
        logProgress(nowMs);
    }

    private void apply(
            TopicPartition changelog, Restoration restoration, List<ConsumerRecord<byte[], byte[]>> records) {
        long last = -1;
        int applied = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.offset() >= restoration.endOffset) {
                break;
            }
            last = record.offset();
            if (record.key() != null) {
                restoration.store.restore(record.key(), record.value(), record.timestamp(), record.headers());
                applied++;
            }
        }
        if (last >= 0) {
            restoration.store.endBatch(last + 1);
            restoration.restored += applied;
            listener.onBatchRestored(changelog, restoration.store.storeName(), last, applied);
        }
    }

    private void restartFromBeginning(Set<TopicPartition> changelogs) {
        for (TopicPartition changelog : changelogs) {
            Restoration restoration = byChangelog.get(changelog);
            if (restoration != null) {
                LOG.warn("Changelog {} was truncated while it was read: restoring from its start", changelog);
                restoration.store.reset();
            }
        }
        consumer.seekToBeginning(changelogs);
    }

    private void logProgress(long nowMs) {
        if (byChangelog.isEmpty() || nowMs - lastProgressMs < PROGRESS_INTERVAL_MS) {
            return;
        }
        if (lastProgressMs > 0) {
            long left = 0;
            for (Map.Entry<TopicPartition, Restoration> entry : byChangelog.entrySet()) {
                left += entry.getValue().endOffset - consumer.position(entry.getKey());
            }
            LOG.info("Restoring {} changelog partitions, about {} records to go", byChangelog.size(), left);
        }
        lastProgressMs = nowMs;
    }

    void close(Duration timeout) {
        consumer.close(CloseOptions.timeout(timeout));
    }
}
