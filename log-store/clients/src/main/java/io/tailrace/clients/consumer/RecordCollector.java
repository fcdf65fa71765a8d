package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.FetchBuffer.Entry;
import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes up to {@code max.poll.records} out of the fetched data and moves the positions past them. An error at a record
 * waits until the records before it have been returned by a poll of their own.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class RecordCollector<K, V> {
    private static final int FIRST_CAPACITY = 512;

    private final ConsumerCore core;
    private final RecordReader<K, V> reader;

    RecordCollector(ConsumerCore core, RecordReader<K, V> reader) {
        this.core = core;
        this.reader = reader;
    }

    /** Null if there is neither a record nor a position that moved. */
    @Nullable
    ConsumerRecords<K, V> collect() {
        core.fetcher.throwIfFailed();
        FetchBuffer buffer = core.fetcher.buffer();
        Entry entry = buffer.next();
        if (entry == null) return null;
        int most = core.settings.fetching().maxPollRecords();
        Map<TopicPartition, List<ConsumerRecord<K, V>>> records = new LinkedHashMap<>();
        Map<TopicPartition, OffsetAndMetadata> next = new LinkedHashMap<>();
        int count = 0;
        for (; entry != null && count < most; entry = buffer.next()) {
            PartitionState state = entry.state();
            List<ConsumerRecord<K, V>> list = records.get(state.partition);
            boolean isNew = list == null;
            if (isNew) list = new ArrayList<>(Math.min(most - count, FIRST_CAPACITY));
            int before = list.size();
            RuntimeException failure = read(entry, most - count, list);
            int taken = list.size() - before;
            count += taken;
            if (isNew && taken > 0) records.put(state.partition, list);
            if (entry.data().nextOffset() != state.position) {
                state.advanceTo(entry.data().nextOffset(), entry.data().lastEpoch());
                next.put(state.partition, state.committable());
            }
            if (failure != null) {
                if (count == 0) throw failure;
                break;
            }
            if (count < most) buffer.remove(entry);
        }
        return next.isEmpty() ? null : new ConsumerRecords<>(records, next);
    }

    private @Nullable RuntimeException read(Entry entry, int most, List<ConsumerRecord<K, V>> out) {
        try {
            reader.read(entry.data(), entry.state().partition, most, out);
            return null;
        } catch (RuntimeException e) {
            return e;
        }
    }
}
