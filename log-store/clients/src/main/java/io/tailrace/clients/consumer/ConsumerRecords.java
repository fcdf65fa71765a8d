package io.tailrace.clients.consumer;

import io.tailrace.common.TopicPartition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * What one poll returned: a list of records a partition, each in offset order.
 *
 * <p><b>Threads:</b> immutable; the records in it are not.
 */
public class ConsumerRecords<K, V> implements Iterable<ConsumerRecord<K, V>> {
    public static final ConsumerRecords<Object, Object> EMPTY =
            new ConsumerRecords<>(Collections.emptyMap(), Collections.emptyMap());

    private final Map<TopicPartition, List<ConsumerRecord<K, V>>> records;
    private final Map<TopicPartition, OffsetAndMetadata> nextOffsets;

    /** Records without the positions behind them. */
    public ConsumerRecords(Map<TopicPartition, List<ConsumerRecord<K, V>>> records) {
        this(records, Collections.emptyMap());
    }

    /** @param nextOffsets the position of each partition after these records: what to commit once they are processed */
    public ConsumerRecords(
            Map<TopicPartition, List<ConsumerRecord<K, V>>> records,
            Map<TopicPartition, OffsetAndMetadata> nextOffsets) {
        this.records = records;
        this.nextOffsets = Collections.unmodifiableMap(nextOffsets);
    }

    public List<ConsumerRecord<K, V>> records(TopicPartition partition) {
        List<ConsumerRecord<K, V>> found = records.get(partition);
        return found == null ? Collections.emptyList() : Collections.unmodifiableList(found);
    }

    /** The positions after these records, also of partitions that only moved past records nobody sees (KIP-1094). */
    public Map<TopicPartition, OffsetAndMetadata> nextOffsets() {
        return nextOffsets;
    }

    public Iterable<ConsumerRecord<K, V>> records(String topic) {
        if (topic == null) throw new IllegalArgumentException("Topic must be non-null.");
        List<List<ConsumerRecord<K, V>>> ofTopic = new ArrayList<>();
        records.forEach((partition, list) -> {
            if (partition.topic().equals(topic)) ofTopic.add(list);
        });
        return () -> new Concatenation<>(ofTopic.iterator());
    }

    public Set<TopicPartition> partitions() {
        return Collections.unmodifiableSet(records.keySet());
    }

    @Override
    public Iterator<ConsumerRecord<K, V>> iterator() {
        return new Concatenation<>(records.values().iterator());
    }

    public int count() {
        int count = 0;
        for (List<?> list : records.values()) count += list.size();
        return count;
    }

    public boolean isEmpty() {
        for (List<?> list : records.values()) {
            if (!list.isEmpty()) return false;
        }
        return true;
    }

    @SuppressWarnings("unchecked") // holds no record of any type
    public static <K, V> ConsumerRecords<K, V> empty() {
        return (ConsumerRecords<K, V>) EMPTY;
    }

    /** Goes through lists one after the other. */
    private static final class Concatenation<T> implements Iterator<T> {
        private final Iterator<? extends List<T>> lists;
        private List<T> list = Collections.emptyList();
        private int next;

        Concatenation(Iterator<? extends List<T>> lists) {
            this.lists = lists;
        }

        @Override
        public boolean hasNext() {
            while (next == list.size()) {
                if (!lists.hasNext()) return false;
                list = lists.next();
                next = 0;
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) throw new NoSuchElementException("no record is left");
            return list.get(next++);
        }
    }
}
