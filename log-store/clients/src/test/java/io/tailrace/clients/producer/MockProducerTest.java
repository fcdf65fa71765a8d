package io.tailrace.clients.producer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.consumer.ConsumerGroupMetadata;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.Cluster;
import io.tailrace.common.KafkaException;
import io.tailrace.common.PartitionInfo;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.ProducerFencedException;
import io.tailrace.common.serialization.StringSerializer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What the test says happens to sends and transactions. */
@SuppressWarnings("FutureReturnValueIgnored") // The history says what was sent.
class MockProducerTest {
    private static final ProducerRecord<String, String> RECORD = new ProducerRecord<>("topic", "k", "v");
    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("in", 0), new OffsetAndMetadata(7));

    private static MockProducer<String, String> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new StringSerializer(), new StringSerializer());
    }

    @Test
    void shouldCompleteSendsOneByOneAsTheTestSays() throws Exception {
        MockProducer<String, String> producer = producer(false);
        AtomicReference<Exception> told = new AtomicReference<>();
        Future<RecordMetadata> first = producer.send(RECORD);
        Future<RecordMetadata> second = producer.send(RECORD, (metadata, error) -> told.set(error));
        Future<RecordMetadata> third = producer.send(RECORD);
        assertThat(first.isDone()).isFalse();

        RuntimeException failure = new IllegalStateException("broken");
        assertThat(producer.completeNext()).isTrue();
        assertThat(producer.errorNext(failure)).isTrue();
        assertThat(first.get().offset()).isZero();
        assertThatThrownBy(second::get).isInstanceOf(ExecutionException.class).hasCause(failure);
        assertThat(told).hasValue(failure);
        assertThat(producer.flushed()).isFalse();

        producer.flush();
        assertThat(third.get().offset()).isEqualTo(2);
        assertThat(producer.completeNext()).isFalse();
        assertThat(producer.history()).containsExactly(RECORD, RECORD, RECORD);
        producer.clear();
        assertThat(producer.history()).isEmpty();
    }

    @Test
    void shouldMakeHistoryOfWhatIsCommittedOnly() {
        MockProducer<String, String> producer = producer(true);
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(IllegalStateException.class);
        producer.initTransactions();
        assertThatThrownBy(producer::commitTransaction).hasMessage("There is no open transaction.");

        producer.beginTransaction();
        producer.send(RECORD);
        producer.sendOffsetsToTransaction(OFFSETS, new ConsumerGroupMetadata("group"));
        assertThat(producer.uncommittedRecords()).containsExactly(RECORD);
        assertThat(producer.uncommittedOffsets()).isEqualTo(Map.of("group", OFFSETS));
        producer.abortTransaction();
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.history()).isEmpty();
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();

        producer.beginTransaction();
        assertThat(producer.sentOffsets()).isFalse();
        producer.send(RECORD);
        producer.sendOffsetsToTransaction(OFFSETS, new ConsumerGroupMetadata("group"));
        producer.commitTransaction();
        assertThat(producer.transactionCommitted()).isTrue();
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.history()).containsExactly(RECORD);
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of("group", OFFSETS));
    }

    @Test
    void shouldFailOnceFencedOrClosed() {
        MockProducer<String, String> producer = producer(true);
        producer.initTransactions();
        producer.fenceProducer();
        assertThatThrownBy(producer::beginTransaction).isInstanceOf(ProducerFencedException.class);
        assertThatThrownBy(() -> producer.send(RECORD))
                .isInstanceOf(KafkaException.class)
                .hasCauseInstanceOf(ProducerFencedException.class);
        producer.close();
        assertThat(producer.closed()).isTrue();
        assertThatThrownBy(() -> producer.send(RECORD)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldFailAsTheTestSays() {
        MockProducer<String, String> producer = producer(true);
        producer.sendException = new IllegalStateException("no");
        assertThatThrownBy(() -> producer.send(RECORD)).isSameAs(producer.sendException);
        assertThat(producer.history()).isEmpty();
        producer.initTransactionException = new IllegalStateException("not now");
        assertThatThrownBy(producer::initTransactions).isSameAs(producer.initTransactionException);
        assertThat(producer.transactionInitialized()).isFalse();
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"}) // The wrong type is what the test is about.
    void shouldChoosePartitionsAndTryTheSerializers() throws Exception {
        List<PartitionInfo> partitions = List.of(
                new PartitionInfo("topic", 0, null, null, null), new PartitionInfo("topic", 1, null, null, null));
        Cluster cluster = new Cluster(null, List.of(), partitions, Set.of(), Set.of());
        MockProducer<String, String> producer = new MockProducer<>(
                cluster, true, new RoundRobinPartitioner(), new StringSerializer(), new StringSerializer());
        assertThat(producer.send(new ProducerRecord<>("topic", 1, "k", "v"))
                        .get()
                        .partition())
                .isEqualTo(1);
        assertThatThrownBy(() -> producer.send(new ProducerRecord<>("topic", 2, "k", "v")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(List.of(
                        producer.send(RECORD).get().partition(),
                        producer.send(RECORD).get().partition()))
                .containsExactlyInAnyOrder(0, 1);
        assertThatThrownBy(() -> producer.send((ProducerRecord) new ProducerRecord<>("other", 1, "v")))
                .isInstanceOf(ClassCastException.class);
    }
}
