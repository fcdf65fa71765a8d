package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.TopicPartition;
import java.util.Map;
import java.util.Optional;

/** The outcome of {@link Admin#listOffsets}. */
public class ListOffsetsResult {
    private final Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> futures;

    protected ListOffsetsResult(Map<TopicPartition, KafkaFuture<ListOffsetsResult.ListOffsetsResultInfo>> futures) {
        this.futures = futures;
    }

    /**
     * Where an {@link OffsetSpec} leads.
     *
     * @param offset -1 if no record is there
     * @param timestamp of the record, in milliseconds, or -1
     */
    public record ListOffsetsResultInfo(long offset, long timestamp, Optional<Integer> leaderEpoch) {}

    /** The outcome for one partition. */
    public KafkaFuture<ListOffsetsResultInfo> partitionResult(TopicPartition partition) {
        return Futures.of(futures, partition);
    }

    /** Succeeds if every one does. */
    public KafkaFuture<Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo>> all() {
        return Futures.all(futures);
    }
}
