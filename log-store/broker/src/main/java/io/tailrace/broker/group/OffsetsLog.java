package io.tailrace.broker.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.StorageErrors;
import io.tailrace.coordinator.group.AppendFailedException;
import io.tailrace.coordinator.group.CoordinatorLog;
import io.tailrace.coordinator.record.CoordinatorRecord;
import io.tailrace.coordinator.record.CoordinatorRecordCodec;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.time.Clock;
import io.tailrace.storage.log.AppendOrigin;
import io.tailrace.storage.log.ReadResult;
import java.util.List;
import java.util.function.Consumer;

/**
 * A partition of {@code __consumer_offsets} as a coordinator's log.
 *
 * <p><b>Threads:</b> guarded by the shard that owns it.
 */
final class OffsetsLog implements CoordinatorLog {

    private static final int READ_BYTES = 4 << 20;

    private final Partition partition;
    private final Clock clock;
    private long nextOffset;

    OffsetsLog(Partition partition, Clock clock) {
        this.partition = partition;
        this.clock = clock;
        this.nextOffset = partition.endOffset();
    }

    /** One past the last record appended: what has to be durable before answers that rest on it. */
    long nextOffset() {
        return nextOffset;
    }

    @Override
    public void append(List<CoordinatorRecord> records) {
        RecordBatchBuilder batch = new RecordBatchBuilder(
                ByteBufAllocator.DEFAULT, Compression.of(CompressionType.NONE), 128 * records.size() + 64);
        try {
            long now = clock.wallMs();
            for (CoordinatorRecord record : records) {
                batch.append(
                        now,
                        CoordinatorRecordCodec.key(record),
                        CoordinatorRecordCodec.value(record),
                        RecordHeader.NONE);
            }
            ByteBuf encoded = batch.build();
            try {
                nextOffset = partition.append(encoded, AppendOrigin.COORDINATOR).nextOffset();
            } finally {
                encoded.release();
            }
        } catch (RuntimeException e) {
            ErrorCode error = StorageErrors.codeOf(e);
            throw new AppendFailedException(error, e);
        } finally {
            batch.close();
        }
    }

    /** Gives every record that this coordinator understands, in order. */
    void replay(Consumer<CoordinatorRecord> consumer) {
        long offset = partition.logStartOffset();
        long end = partition.endOffset();
        while (offset < end) {
            ReadResult read = partition.read(offset, READ_BYTES, end, true);
            if (read == null) {
                return;
            }
            long before = offset;
            try {
                for (RecordBatch batch : RecordBatches.of(read.records())) {
                    if (!batch.isControl()) {
                        replay(batch, consumer);
                    }
                    offset = batch.nextOffset();
                }
            } finally {
                read.records().release();
            }
            if (offset == before) {
                throw new IllegalStateException("expected records at offset " + offset + " of " + partition
                        + " with end " + end + ", actual none");
            }
        }
    }

    private static void replay(RecordBatch batch, Consumer<CoordinatorRecord> consumer) {
        for (Record record : batch) {
            ByteBuf key = record.key();
            CoordinatorRecord decoded = key == null ? null : CoordinatorRecordCodec.decode(key, record.value());
            if (decoded != null) {
                consumer.accept(decoded);
            }
        }
    }
}
