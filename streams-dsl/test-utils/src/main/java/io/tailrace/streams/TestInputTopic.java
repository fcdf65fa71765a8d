package io.tailrace.streams;

import io.tailrace.common.serialization.Serializer;
import io.tailrace.streams.test.TestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Pipes records into a topic of a {@link TopologyTestDriver}. Each record is processed before the call returns.
 *
 * <p><b>Threads:</b> the test's thread.
 *
 * @param <K> key type
 * @param <V> value type
 */
public class TestInputTopic<K, V> {
    private final TopologyTestDriver driver;
    private final String topic;
    private final Serializer<K> keySerializer;
    private final Serializer<V> valueSerializer;
    private Instant currentTime;
    private final Duration autoAdvance;

    TestInputTopic(
            TopologyTestDriver driver,
            String topic,
            Serializer<K> keySerializer,
            Serializer<V> valueSerializer,
            Instant startTimestamp,
            Duration autoAdvance) {
        this.driver = Objects.requireNonNull(driver, "TopologyTestDriver cannot be null");
        this.topic = Objects.requireNonNull(topic, "topicName cannot be null");
        this.keySerializer = Objects.requireNonNull(keySerializer, "keySerializer cannot be null");
        this.valueSerializer = Objects.requireNonNull(valueSerializer, "valueSerializer cannot be null");
        this.currentTime = Objects.requireNonNull(startTimestamp, "startTimestamp cannot be null");
        Objects.requireNonNull(autoAdvance, "autoAdvance cannot be null");
        if (autoAdvance.isNegative()) {
            throw new IllegalArgumentException("autoAdvance must be positive");
        }
        this.autoAdvance = autoAdvance;
    }

    /** Moves the time of records without one forward. */
    public void advanceTime(Duration advance) {
        if (advance.isNegative()) {
            throw new IllegalArgumentException("advance must be positive");
        }
        currentTime = currentTime.plus(advance);
    }

    private Instant nextTime() {
        Instant time = currentTime;
        currentTime = currentTime.plus(autoAdvance);
        return time;
    }

    public void pipeInput(TestRecord<K, V> record) {
        Instant time = record.getRecordTime() == null ? nextTime() : record.getRecordTime();
        driver.pipeRecord(topic, record, keySerializer, valueSerializer, time);
    }

    public void pipeInput(V value) {
        pipeInput(new TestRecord<>(value));
    }

    public void pipeInput(K key, V value) {
        pipeInput(new TestRecord<>(key, value));
    }

    public void pipeInput(V value, Instant timestamp) {
        pipeInput(new TestRecord<>(null, value, timestamp));
    }

    public void pipeInput(K key, V value, long timestampMs) {
        pipeInput(new TestRecord<>(key, value, null, timestampMs));
    }

    public void pipeInput(K key, V value, Instant timestamp) {
        pipeInput(new TestRecord<>(key, value, timestamp));
    }

    public void pipeRecordList(List<? extends TestRecord<K, V>> records) {
        records.forEach(this::pipeInput);
    }

    public void pipeKeyValueList(List<KeyValue<K, V>> keyValues) {
        keyValues.forEach(pair -> pipeInput(pair.key, pair.value));
    }

    public void pipeValueList(List<V> values) {
        values.forEach(value -> pipeInput(value));
    }

    public void pipeKeyValueList(List<KeyValue<K, V>> keyValues, Instant startTimestamp, Duration advance) {
        Instant time = startTimestamp;
        for (KeyValue<K, V> pair : keyValues) {
            pipeInput(pair.key, pair.value, time);
            time = time.plus(advance);
        }
    }

    public void pipeValueList(List<V> values, Instant startTimestamp, Duration advance) {
        Instant time = startTimestamp;
        for (V value : values) {
            pipeInput(value, time);
            time = time.plus(advance);
        }
    }

    @Override
    public String toString() {
        return "TestInputTopic[topic='" + topic + "', keySerializer="
                + keySerializer.getClass().getSimpleName() + ", valueSerializer="
                + valueSerializer.getClass().getSimpleName() + "]";
    }
}
