package io.tailrace.streams.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.ByteArrayDeserializer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The choice of the next record (property 53: by timestamp, with regard to inputs that have nothing). */
final class TaskInputsTest {
    private static final byte[] NOTHING = {};
    private static final long NEVER_IDLE = -1;

    private final Map<TopicPartition, OptionalLong> lags = new HashMap<>();
    private final InputLag lag = partition -> lags.getOrDefault(partition, OptionalLong.empty());

    private static TopicPartition partition(String topic) {
        return new TopicPartition(topic, 0);
    }

    private static TaskInputs inputs(long maxIdleMs, long idleTimeoutMs, String... topics) {
        TaskInputs inputs = new TaskInputs(maxIdleMs);
        for (String topic : topics) {
            inputs.add(new PartitionBuffer(
                    partition(topic),
                    new SourceRuntime(
                            topic,
                            new ByteArrayDeserializer(),
                            new ByteArrayDeserializer(),
                            (record, partitionTime) -> record.timestamp()),
                    null,
                    null,
                    idleTimeoutMs));
        }
        inputs.active(0);
        return inputs;
    }

    private static void add(TaskInputs inputs, String topic, long... timestamps) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long timestamp : timestamps) {
            records.add(new ConsumerRecord<>(
                    topic,
                    0,
                    timestamp,
                    timestamp,
                    io.tailrace.common.record.TimestampType.CREATE_TIME,
                    0,
                    0,
                    NOTHING,
                    NOTHING,
                    new io.tailrace.common.header.internals.RecordHeaders(),
                    java.util.Optional.empty()));
        }
        inputs.add(partition(topic), records);
    }

    private static List<Long> drain(TaskInputs inputs) {
        List<Long> order = new ArrayList<>();
        for (PartitionBuffer buffer = inputs.next(); buffer != null; buffer = inputs.next()) {
            order.add(buffer.head().timestamp());
            inputs.advance(buffer);
        }
        return order;
    }

    @Test
    void shouldTakeTheEarliestHead() {
        TaskInputs inputs = inputs(0, NEVER_IDLE, "a", "b");
        add(inputs, "a", 10, 5, 30);
        add(inputs, "b", 7, 20);
        assertThat(drain(inputs)).containsExactly(7L, 10L, 5L, 20L, 30L);
        assertThat(inputs.buffer(partition("a")).partitionTimeMs()).isEqualTo(30);
    }

    @Test
    void shouldTakeTurnsBetweenHeadsOfTheSameTime() {
        TaskInputs inputs = inputs(0, NEVER_IDLE, "a", "b");
        add(inputs, "a", 5, 5, 5);
        add(inputs, "b", 5, 5, 4);
        List<String> order = new ArrayList<>();
        for (PartitionBuffer buffer = inputs.next(); buffer != null; buffer = inputs.next()) {
            order.add(buffer.partition().topic());
            inputs.advance(buffer);
        }
        assertThat(order).containsExactly("a", "b", "a", "b", "b", "a");
    }

    @Test
    void shouldForgetWhatIsBuffered() {
        TaskInputs inputs = inputs(0, NEVER_IDLE, "a", "b");
        add(inputs, "a", 5, 6);
        inputs.clear();
        assertThat(inputs.anyBuffered()).isFalse();
        add(inputs, "a", 7);
        assertThat(drain(inputs)).containsExactly(7L);
    }

    @Test
    void shouldWaitForDataThatIsKnownToBeThere() {
        TaskInputs inputs = inputs(0, NEVER_IDLE, "a", "b");
        add(inputs, "a", 10);
        assertThat(inputs.ready(0, lag)).as("lag of b not known").isFalse();
        lags.put(partition("b"), OptionalLong.of(3));
        assertThat(inputs.ready(1_000_000, lag)).as("b has records to fetch").isFalse();
        lags.put(partition("b"), OptionalLong.of(0));
        assertThat(inputs.ready(1_000_000, lag)).as("b has nothing").isTrue();
    }

    @Test
    void shouldWaitForNewDataAsLongAsConfigured() {
        TaskInputs inputs = inputs(100, NEVER_IDLE, "a", "b");
        lags.put(partition("b"), OptionalLong.of(0));
        add(inputs, "a", 10);
        assertThat(inputs.ready(1_000, lag)).isFalse();
        assertThat(inputs.idleSinceMs()).isEqualTo(1_000);
        assertThat(inputs.ready(1_099, lag)).isFalse();
        assertThat(inputs.ready(1_100, lag)).isTrue();
        add(inputs, "b", 5);
        assertThat(inputs.ready(1_101, lag)).isTrue();
        assertThat(inputs.idleSinceMs()).as("waits no longer").isEqualTo(-1);
    }

    @Test
    void shouldNeverWaitWhenDisabled() {
        TaskInputs inputs = inputs(-1, NEVER_IDLE, "a", "b");
        add(inputs, "a", 10);
        lags.put(partition("b"), OptionalLong.of(3));
        assertThat(inputs.ready(0, lag)).isTrue();
    }

    @Test
    void shouldNotWaitForIdleInput() {
        TaskInputs inputs = inputs(1_000_000, 50, "a", "b");
        lags.put(partition("b"), OptionalLong.of(0));
        add(inputs, "a", 10);
        assertThat(inputs.ready(49, lag)).isFalse();
        assertThat(inputs.ready(50, lag)).isTrue();
        lags.put(partition("b"), OptionalLong.of(1));
        assertThat(inputs.ready(60, lag)).as("b is not idle any more").isFalse();
    }

    @Test
    void shouldTellHowLongAllInputsAreIdle() {
        TaskInputs inputs = inputs(0, 50, "a", "b");
        lags.put(partition("a"), OptionalLong.of(0));
        lags.put(partition("b"), OptionalLong.of(0));
        inputs.buffer(partition("b")).active(20);
        assertThat(inputs.idleForMs(69, lag)).isEqualTo(-1);
        assertThat(inputs.idleForMs(70, lag)).isEqualTo(50);
        add(inputs, "a", 1);
        assertThat(inputs.idleForMs(80, lag)).isEqualTo(-1);
        assertThat(inputs(0, NEVER_IDLE, "a").idleForMs(1_000_000, lag)).isEqualTo(-1);
    }
}
