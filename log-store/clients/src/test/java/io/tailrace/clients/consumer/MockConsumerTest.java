package io.tailrace.clients.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.KafkaException;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.WakeupException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the test says happens in polls and rebalances. */
class MockConsumerTest {
    private static final TopicPartition ZERO = new TopicPartition("t", 0);
    private static final TopicPartition ONE = new TopicPartition("t", 1);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");

    private static ConsumerRecord<String, String> record(TopicPartition partition, long offset) {
        return new ConsumerRecord<>(partition.topic(), partition.partition(), offset, "k", "v" + offset);
    }

    private List<Long> polled() {
        List<Long> offsets = new ArrayList<>();
        consumer.poll(Duration.ofMillis(5)).forEach(record -> offsets.add(record.offset()));
        return offsets;
    }

    @Test
    void shouldGiveOutRecordsFromItsPositionOnAndCommit() {
        consumer.assign(Set.of(ZERO));
        consumer.updateBeginningOffsets(Map.of(ZERO, 3L));
        consumer.addRecord(record(ZERO, 2));
        consumer.addRecord(record(ZERO, 3));
        consumer.addRecord(record(ZERO, 4));
        consumer.setMaxPollRecords(1);
        assertThat(polled()).containsExactly(3L);
        assertThat(consumer.lastPollTimeout()).isEqualTo(Duration.ofMillis(5));
        consumer.commitSync();
        assertThat(polled()).containsExactly(4L);
        assertThat(consumer.position(ZERO)).isEqualTo(5);
        assertThat(consumer.committed(Set.of(ZERO, ONE))).isEqualTo(Map.of(ZERO, new OffsetAndMetadata(4, "")));
        consumer.updateEndOffsets(Map.of(ZERO, 9L));
        assertThat(consumer.currentLag(ZERO)).hasValue(4);
        consumer.seek(ZERO, 1);
        consumer.addRecord(record(ZERO, 5));
        assertThatThrownBy(this::polled).isInstanceOf(OffsetOutOfRangeException.class);
    }

    @Test
    void shouldTellItsListenerOfARebalanceAndForgetRecords() {
        List<String> calls = new ArrayList<>();
        consumer.subscribe(List.of("t"), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                calls.add("revoked " + partitions);
            }

            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                calls.add("assigned " + partitions);
            }
        });
        consumer.rebalance(List.of(ZERO));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
        consumer.addRecord(record(ZERO, 0));
        assertThat(polled()).containsExactly(0L);
        consumer.addRecord(record(ZERO, 1));
        consumer.rebalance(List.of(ONE, ZERO));
        assertThat(polled()).isEmpty();
        assertThat(consumer.position(ZERO)).as("kept over the rebalance").isEqualTo(1);
        consumer.rebalance(List.of(ONE));
        assertThat(calls).containsExactly("assigned [t-0]", "assigned [t-1]", "revoked [t-0]", "assigned []");
        assertThatThrownBy(() -> consumer.assign(Set.of(ZERO))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> consumer.addRecord(record(ZERO, 2))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldHoldAllPartitionsThatAPatternMatches() {
        consumer.updatePartitions("t", List.of(new PartitionInfo("t", 0, null, null, null)));
        consumer.updatePartitions("other", List.of(new PartitionInfo("other", 0, null, null, null)));
        consumer.subscribe(Pattern.compile("t+"));
        assertThat(consumer.subscription()).containsExactly("t");
        assertThat(consumer.assignment()).containsExactly(ZERO);
        consumer.unsubscribe();
        assertThat(consumer.assignment()).isEmpty();
        assertThatThrownBy(() -> consumer.rebalance(Set.of(ZERO))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldDoInAPollWhatTheTestScheduled() {
        consumer.schedulePollTask(() -> {
            consumer.assign(Set.of(ZERO));
            consumer.updateBeginningOffsets(Map.of(ZERO, 0L));
            consumer.addRecord(record(ZERO, 0));
        });
        consumer.schedulePollTask(consumer::wakeup);
        KafkaException failure = new KafkaException("as the test wants");
        assertThat(polled()).containsExactly(0L);
        assertThatThrownBy(this::polled).isInstanceOf(WakeupException.class);
        consumer.setPollException(failure);
        assertThatThrownBy(this::polled).isSameAs(failure);
        assertThat(polled()).isEmpty();
    }

    @Test
    void shouldLeaveOutPausedPartitions() {
        consumer.assign(List.of(ZERO, ONE));
        consumer.updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 10L));
        consumer.addRecord(record(ZERO, 0));
        consumer.addRecord(record(ONE, 10));
        consumer.pause(Set.of(ZERO));
        assertThat(consumer.paused()).containsExactly(ZERO);
        assertThat(polled()).containsExactly(10L);
        consumer.resume(Set.of(ZERO));
        assertThat(polled()).containsExactly(0L);
    }

    @Test
    void shouldBeginWhereItsResetSays() {
        consumer.assign(Set.of(ZERO));
        assertThatThrownBy(() -> consumer.position(ZERO))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("beginning offset");
        consumer.updateEndOffsets(Map.of(ZERO, 8L));
        consumer.seekToEnd(List.of());
        assertThat(consumer.position(ZERO)).isEqualTo(8);

        MockConsumer<String, String> none = new MockConsumer<>("none");
        none.assign(Set.of(ZERO));
        assertThatThrownBy(() -> none.poll(Duration.ZERO)).isInstanceOf(NoOffsetForPartitionException.class);
        none.commitSync(Map.of(ZERO, new OffsetAndMetadata(6)));
        none.poll(Duration.ZERO);
        assertThat(none.position(ZERO)).isEqualTo(6);
        none.close();
        assertThat(none.closed()).isTrue();
        assertThatThrownBy(() -> none.poll(Duration.ZERO)).isInstanceOf(IllegalStateException.class);
    }
}
