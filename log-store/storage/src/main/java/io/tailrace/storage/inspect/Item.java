package io.tailrace.storage.inspect;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that an inspection found. The names of the components are the field names of {@code tailrace log … --json}, and do
 * not change; later versions may add some. Offsets are absolute, positions and sizes are bytes, times are wall-clock milliseconds.
 */
public sealed interface Item {

    /** A file whose content follows. */
    record File(Path path, FileKind kind, long sizeBytes) implements Item {}

    /**
     * A batch of a segment.
     *
     * @param crc as the batch claims it, hexadecimal
     * @param sound whether the content fits that CRC
     * @param deleteHorizonMs when compaction may drop its tombstones and markers; null if that is not set
     */
    record Batch(
            long position,
            int sizeBytes,
            long baseOffset,
            long lastOffset,
            int recordCount,
            int leaderEpoch,
            String compression,
            String timestampType,
            long baseTimestampMs,
            long maxTimestampMs,
            @Nullable Long deleteHorizonMs,
            long producerId,
            int producerEpoch,
            int baseSequence,
            int lastSequence,
            boolean transactional,
            boolean control,
            String crc,
            boolean sound)
            implements Item {}

    /** A record of a data batch. Null keys and values are null; the bytes are copies. */
    @SuppressWarnings("JavaLangClash") // the word of the field; java.lang.Record is never named here
    record Record(
            long offset,
            long timestampMs,
            int sequence,
            int keyBytes,
            int valueBytes,
            @Nullable ByteBuffer key,
            @Nullable ByteBuffer value,
            List<Header> headers)
            implements Item {}

    /** A header of a record. */
    record Header(String key, @Nullable ByteBuffer value) {}

    /** A record of a control batch: {@code COMMIT}, {@code ABORT}, or another type of the protocol. */
    record Control(long offset, long timestampMs, String marker, int coordinatorEpoch) implements Item {}

    /** An entry of an offset index: the batch that begins at {@code position} holds {@code offset}. */
    record OffsetEntry(long offset, int position) implements Item {}

    /** An entry of a time index: the greatest timestamp up to the batch that holds {@code offset}. */
    record TimeEntry(long timestampMs, long offset) implements Item {}

    /** An entry of a transaction index. {@code lastOffset} is that of the marker. */
    record AbortedTransaction(long producerId, long firstOffset, long lastOffset, long lastStableOffset)
            implements Item {}

    /** The last entry of the transaction index of a sealed segment: a CRC-32C, hexadecimal, of the entries before it. */
    record TransactionIndexSeal(String crc) implements Item {}

    /** A producer of a snapshot, as Kafka's part of the file tells it. -1 where there is nothing. */
    record Producer(
            long producerId,
            int producerEpoch,
            int lastSequence,
            long lastOffset,
            int offsetDelta,
            long lastTimestampMs,
            int coordinatorEpoch,
            long transactionStartOffset)
            implements Item {}

    /** One of the last batches of a producer, by which a repetition is known. */
    record ProducerBatch(long producerId, int lastSequence, long lastOffset, int offsetDelta, long timestampMs)
            implements Item {}

    /** A line of the leader-epoch checkpoint. */
    record LeaderEpoch(int epoch, long startOffset) implements Item {}

    /** A line of a checkpoint of the data directory. */
    record Checkpoint(String topic, int partition, long offset) implements Item {}

    /**
     * A line of our checkpoint of what is synced: the log up to {@code offset}, which is the first {@code segmentBytes} of the
     * segment at {@code segmentBase}.
     *
     * @param producers whether the snapshot at that offset is synced, too
     */
    record SyncPoint(String topic, int partition, long offset, long segmentBase, int segmentBytes, boolean producers)
            implements Item {}

    /** What {@code partition.metadata} says; the id in the form of the protocol, URL-safe Base64. */
    record TopicId(String topicId) implements Item {}

    /** The marker of a clean shutdown is there, with this text. */
    record CleanShutdown(String text) implements Item {}

    /**
     * Something that is not as it should be.
     *
     * @param kind what it is about, which decides what a repair does
     * @param position where in the file; -1 if it is the file as a whole
     */
    record Problem(ProblemKind kind, Path path, long position, String expected, String found) implements Item {}

    /**
     * The outcome of a verification.
     *
     * @param problems those beyond the first {@value ProblemLog#PER_FILE} of a file are counted, not listed
     */
    record Summary(long files, long batches, long records, long sizeBytes, long problems) implements Item {}

    /**
     * What a repair does to a file.
     *
     * @param done false on a dry run, and where it leaves the file alone
     */
    record Repair(Path path, String action, boolean done) implements Item {}
}
