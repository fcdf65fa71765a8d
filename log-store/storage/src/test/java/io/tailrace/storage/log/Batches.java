package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.ControlRecordType;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordHeader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Batches for tests, and what a log holds as text. */
final class Batches {

    private Batches() {}

    static ByteBuf of(long timestampMs, String... values) {
        return builder(timestampMs, values).build();
    }

    static ByteBuf idempotent(long timestampMs, long producerId, int epoch, int sequence, String... values) {
        return builder(timestampMs, values)
                .producer(producerId, (short) epoch, sequence, false)
                .build();
    }

    static ByteBuf transactional(long timestampMs, long producerId, int epoch, int sequence, String... values) {
        return builder(timestampMs, values)
                .producer(producerId, (short) epoch, sequence, true)
                .build();
    }

    static ByteBuf commit(long timestampMs, long producerId, int epoch) {
        return marker(ControlRecordType.COMMIT, 0, timestampMs, producerId, epoch);
    }

    static ByteBuf abort(long timestampMs, long producerId, int epoch) {
        return marker(ControlRecordType.ABORT, 0, timestampMs, producerId, epoch);
    }

    static ByteBuf marker(
            ControlRecordType type, int coordinatorEpoch, long timestampMs, long producerId, int producerEpoch) {
        return RecordBatchBuilder.endTransaction(
                UnpooledByteBufAllocator.DEFAULT,
                new ControlRecord(type, coordinatorEpoch),
                producerId,
                (short) producerEpoch,
                timestampMs);
    }

    static RecordBatchBuilder builder(long timestampMs, String... values) {
        return builder(Compression.NONE, timestampMs, values);
    }

    static RecordBatchBuilder builder(Compression compression, long timestampMs, String... values) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, compression, 64);
        for (String value : values) {
            builder.append(timestampMs, (byte[]) null, value.getBytes(StandardCharsets.UTF_8), RecordHeader.NONE);
        }
        return builder;
    }

    /** All values from the log's start to its end, read in pieces of {@code maxBytes}; offsets must be unbroken. */
    static List<String> values(PartitionLog log, int maxBytes) {
        List<String> values = new ArrayList<>();
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            ReadResult result = log.read(next, maxBytes, Long.MAX_VALUE, true);
            for (RecordBatch batch : RecordBatches.of(result.records())) {
                batch.ensureValid();
                for (Record record : batch) {
                    if (record.offset() < next) {
                        continue;
                    }
                    if (record.offset() != next) {
                        throw new AssertionError("expected offset " + next + ", found " + record.offset());
                    }
                    values.add(new String(record.valueBytes(), StandardCharsets.UTF_8));
                    next++;
                }
            }
            if (next != result.nextOffset()) {
                throw new AssertionError("expected next offset " + next + ", found " + result.nextOffset());
            }
            result.records().release();
        }
        return values;
    }
}
