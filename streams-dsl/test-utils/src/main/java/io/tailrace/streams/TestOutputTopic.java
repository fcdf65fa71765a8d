package io.tailrace.streams;

import io.tailrace.common.serialization.Deserializer;
import io.tailrace.streams.test.TestRecord;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * Reads what the topology wrote to a topic, in order.
 *
 * <p><b>Threads:</b> the test's thread.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class TestOutputTopic<K, V> {
    private final TopologyTestDriver driver;
    private final String topic;
    private final Deserializer<K> keyDeserializer;
    private final Deserializer<V> valueDeserializer;

    TestOutputTopic(
            TopologyTestDriver driver,
            String topic,
            Deserializer<K> keyDeserializer,
            Deserializer<V> valueDeserializer) {
        this.driver = Objects.requireNonNull(driver, "TopologyTestDriver cannot be null");
        this.topic = Objects.requireNonNull(topic, "topicName cannot be null");
        this.keyDeserializer = Objects.requireNonNull(keyDeserializer, "keyDeserializer cannot be null");
        this.valueDeserializer = Objects.requireNonNull(valueDeserializer, "valueDeserializer cannot be null");
    }

    public V readValue() {
        return readRecord().value();
    }

    public KeyValue<K, V> readKeyValue() {
        TestRecord<K, V> record = readRecord();
        return new KeyValue<>(record.key(), record.value());
    }

    /** @throws NoSuchElementException if there is none */
    public TestRecord<K, V> readRecord() {
        return driver.readRecord(topic, keyDeserializer, valueDeserializer);
    }

    public List<TestRecord<K, V>> readRecordsToList() {
        List<TestRecord<K, V>> records = new ArrayList<>();
        while (!isEmpty()) {
            records.add(readRecord());
        }
        return records;
    }

    /** The last value of each key. */
    public Map<K, V> readKeyValuesToMap() {
        Map<K, V> rows = new HashMap<>();
        for (TestRecord<K, V> record : readRecordsToList()) {
            if (record.key() == null) {
                throw new IllegalStateException("Null keys not allowed with readKeyValuesToMap method");
            }
            rows.put(record.key(), record.value());
        }
        return rows;
    }

    public List<KeyValue<K, V>> readKeyValuesToList() {
        return readRecordsToList().stream()
                .map(record -> new KeyValue<>(record.key(), record.value()))
                .collect(Collectors.toList());
    }

    public List<V> readValuesToList() {
        return readRecordsToList().stream().map(TestRecord::value).collect(Collectors.toList());
    }

    public final long getQueueSize() {
        return driver.queueSize(topic);
    }

    public final boolean isEmpty() {
        return driver.isEmpty(topic);
    }

    @Override
    public String toString() {
        return "TestOutputTopic[topic='" + topic + "', keyDeserializer="
                + keyDeserializer.getClass().getSimpleName() + ", valueDeserializer="
                + valueDeserializer.getClass().getSimpleName() + ", size=" + getQueueSize() + "]";
    }
}
