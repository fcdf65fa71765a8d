package io.tailrace.clients.producer;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufAllocator;
import io.tailrace.clients.producer.ProducerBatch.Sequence;
import io.tailrace.common.TopicPartition;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordHeader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When numbers are given out, and when a partition may start over (properties 4, 9 and 39). */
final class PartitionSequenceTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final long ID = 7;

    private final PartitionQueue queue = new PartitionQueue(PARTITION);
    private final PartitionSequence sequence = queue.sequence();
    private final List<ProducerBatch> batches = new ArrayList<>();

    private ProducerBatch sent() {
        RecordBatchBuilder builder = new RecordBatchBuilder(ByteBufAllocator.DEFAULT, Compression.NONE, 256);
        ProducerBatch batch = new ProducerBatch(PARTITION, queue.takeNumber(), 0, 0, builder, 0);
        batches.add(batch);
        var one = batch.append(1, null, new byte[10], RecordHeader.NONE, null, null);
        var two = batch.append(2, null, new byte[10], RecordHeader.NONE, null, null);
        assertThat(one.isDone() || two.isDone()).isFalse();
        batch.build(sequence.take(batch, ID), ByteBufAllocator.DEFAULT);
        return batch;
    }

    @AfterEach
    void release() {
        batches.forEach(ProducerBatch::releaseData);
    }

    @Test
    void shouldNumberRecordsWithoutGapsAndWrapAtTheEnd() {
        assertThat(sent().sequence()).isEqualTo(new Sequence(ID, (short) 0, 0));
        assertThat(sent().sequence()).isEqualTo(new Sequence(ID, (short) 0, 2));
        assertThat(PartitionSequence.plus(Integer.MAX_VALUE, 1)).isZero();
        assertThat(PartitionSequence.plus(Integer.MAX_VALUE - 1, 3)).isEqualTo(1);
    }

    @Test
    void shouldNotCountAsKnownBeforeABatchIsStored() {
        ProducerBatch first = sent();
        assertThat(sequence.isKnown(ID)).isFalse();

        sequence.stored(first);

        assertThat(sequence.isKnown(ID)).isTrue();
        assertThat(sequence.isKnown(ID + 1)).isFalse();
    }

    @Test
    void shouldNotStartOverWhileABatchMayBeStored() {
        ProducerBatch failed = sent();
        ProducerBatch unknown = sent();
        unknown.setMaybeAppended(true);
        sequence.resolve(failed);
        sequence.markBroken();

        assertThat(sequence.startOverIfSafe(0)).isEmpty();
        assertThat(sequence.isBroken()).isTrue();

        unknown.setMaybeAppended(false);
        assertThat(sequence.startOverIfSafe(1)).isEmpty();
        assertThat(sequence.isBroken()).isTrue();

        assertThat(sequence.startOverIfSafe(0)).containsExactly(unknown);
        assertThat(sequence.isBroken()).isFalse();
        assertThat(sequence.isKnown(ID)).isFalse();
        assertThat(sent().sequence()).isEqualTo(new Sequence(ID, (short) 1, 0));
    }

    @Test
    void shouldAskForUnknownBatchesPastThoseThatAreKnownToBeAbsent() {
        ProducerBatch absent = sent();
        ProducerBatch unknown = sent();
        unknown.setMaybeAppended(true);
        queue.putBack(List.of(unknown, absent));
        assertThat(queue.next()).isSameAs(absent);

        sequence.markBroken();

        assertThat(queue.next()).isSameAs(unknown);
        queue.remove(unknown);
        assertThat(queue.next()).isNull();
        assertThat(queue.first()).isSameAs(absent);
    }

    @Test
    void shouldKeepTheOrderOfSendingWhenBatchesArePutBack() {
        ProducerBatch first = sent();
        ProducerBatch second = sent();
        ProducerBatch third = sent();
        queue.putBack(List.of(third));
        queue.putBack(List.of(first));
        queue.putBack(List.of(second));

        assertThat(queue.all()).containsExactly(first, second, third);
    }

    @Test
    void shouldGiveNewNumbersToACopy() {
        ProducerBatch batch = sent();
        var inFlight = batch.forRequest();

        batch.build(new Sequence(ID, (short) 1, 0), ByteBufAllocator.DEFAULT);

        var renumbered = batch.forRequest();
        var before = io.tailrace.protocol.record.RecordBatch.at(inFlight, 0);
        var after = io.tailrace.protocol.record.RecordBatch.at(renumbered, 0);
        assertThat(before.producerEpoch()).isZero();
        assertThat(after.producerEpoch()).isEqualTo((short) 1);
        assertThat(before.isValid()).isTrue();
        assertThat(after.isValid()).isTrue();
        inFlight.release();
        renumbered.release();
    }
}
