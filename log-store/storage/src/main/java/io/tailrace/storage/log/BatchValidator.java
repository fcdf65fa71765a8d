package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordSummary;
import io.tailrace.protocol.record.TimestampType;
import io.tailrace.storage.AppendError;
import io.tailrace.storage.AppendRejectedException;
import io.tailrace.storage.RefusedRecord;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Checks batches that come from outside, before the lock of the partition is taken: all that does not depend on the state of
 * the log.
 *
 * <p>Every batch: format, framing, size, CRC, counts that agree. A client's plain batch is walked through record by record
 * (no object a record), and a maximum timestamp that the client computed wrong is put right. A client's compressed batch
 * is trusted inside, unless the log is configured to inspect it, or is compacted, so that every record needs a key: decompressing costs ten times what all other checks
 * cost together, its CRC shows damage on the way, and who may write to a topic can fill it with unreadable content anyway.
 *
 * <p><b>Threads:</b> any; stateless.
 */
final class BatchValidator {

    private static final int MAGIC_END = 17;

    private final String log;
    private final AppendOrigin origin;
    private final AppendConfig config;
    private final int segmentBytes;
    private final boolean needsKeys;
    private final long nowMs;

    BatchValidator(String log, AppendOrigin origin, LogConfig config, long nowMs) {
        this.log = log;
        this.origin = origin;
        this.config = config.appends();
        this.segmentBytes = config.segments().bytes();
        this.needsKeys = config.cleanupPolicy().compacts();
        this.nowMs = nowMs;
    }

    /** @throws AppendRejectedException if anything is wrong with any of them */
    void validate(ByteBuf batches) {
        checkFormat(batches);
        int count = 0;
        int bytes = 0;
        try {
            for (RecordBatch batch : RecordBatches.of(batches)) {
                validate(batch);
                count++;
                bytes += batch.sizeInBytes();
            }
        } catch (InvalidRecordBatchException e) {
            throw new AppendRejectedException(AppendError.CORRUPT, log + ": " + e.getMessage(), e);
        }
        if (bytes != batches.readableBytes() || count == 0) {
            throw rejected(
                    AppendError.CORRUPT,
                    "whole batches in " + batches.readableBytes() + " B",
                    count + " batches of " + bytes + " B");
        }
        if (origin == AppendOrigin.CLIENT && count != 1) {
            throw rejected(AppendError.INVALID_RECORD, "one batch from a producer", count + " batches");
        }
        if (origin != AppendOrigin.REPLICATION && bytes > segmentBytes) {
            throw rejected(
                    AppendError.BATCH_LIST_TOO_LARGE, "at most segment.bytes=" + segmentBytes + " B", bytes + " B");
        }
    }

    private void checkFormat(ByteBuf batches) {
        if (batches.readableBytes() < MAGIC_END) {
            throw rejected(AppendError.CORRUPT, "a record batch", batches.readableBytes() + " B");
        }
        byte magic = RecordBatch.magicAt(batches, batches.readerIndex());
        if (magic >= 0 && magic < RecordBatch.MAGIC_V2) {
            throw rejected(AppendError.UNSUPPORTED_FORMAT, "record format " + RecordBatch.MAGIC_V2, "format " + magic);
        }
    }

    private void validate(RecordBatch batch) {
        batch.ensureValid();
        if (origin != AppendOrigin.CLIENT && batch.isControl() && batch.recordCount() > 0) {
            ControlRecord unused = ControlRecord.of(batch.iterator().next()); // read again when it is applied
        }
        if (origin == AppendOrigin.REPLICATION) {
            return;
        }
        if (batch.sizeInBytes() > config.maxMessageBytes()) {
            throw rejected(
                    AppendError.TOO_LARGE,
                    "a batch of at most max.message.bytes=" + config.maxMessageBytes() + " B",
                    batch.sizeInBytes() + " B");
        }
        if (batch.recordCount() == 0 || batch.recordCount() != batch.lastOffsetDelta() + 1) {
            throw rejected(
                    AppendError.INVALID_RECORD,
                    "as many records as offsets, at least one",
                    batch.recordCount() + " records, last offset delta " + batch.lastOffsetDelta());
        }
        checkProducer(batch);
        if (origin == AppendOrigin.CLIENT) {
            checkClient(batch);
        }
    }

    private void checkProducer(RecordBatch batch) {
        boolean known = batch.hasProducerId();
        if (known && (batch.producerEpoch() < 0 || (origin == AppendOrigin.CLIENT && batch.baseSequence() < 0))) {
            throw rejected(
                    AppendError.INVALID_RECORD,
                    "a producer's epoch and sequence number of 0 or more",
                    "epoch " + batch.producerEpoch() + ", sequence number " + batch.baseSequence());
        }
        if (!known && batch.isTransactional()) {
            throw rejected(AppendError.INVALID_RECORD, "a transactional batch with a producer id", "none");
        }
    }

    private void checkClient(RecordBatch batch) {
        if (batch.isControl()) {
            throw rejected(AppendError.INVALID_RECORD, "data from a producer", "a control batch");
        }
        if (!batch.isCompressed() || config.inspectCompressed() || needsKeys) {
            inspect(batch);
        } else if (config.timestampType() == TimestampType.CREATE_TIME) {
            checkTimestamps(batch, batch.firstTimestamp(), batch.maxTimestamp());
        }
        if (batch.timestampType() != config.timestampType() && config.timestampType() == TimestampType.CREATE_TIME) {
            throw rejected(AppendError.INVALID_TIMESTAMP, "timestamps of the producer", "log append time");
        }
    }

    private void inspect(RecordBatch batch) {
        RecordSummary records =
                batch.inspect(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES);
        if (needsKeys && records.nullKeys() > 0) {
            throw refused(batch, AppendError.INVALID_RECORD, BatchValidator::keyComplaint);
        }
        if (config.timestampType() == TimestampType.CREATE_TIME) {
            checkTimestamps(batch, records.minTimestamp(), records.maxTimestamp());
            batch.setMaxTimestamp(batch.timestampType(), records.maxTimestamp());
        }
    }

    private static @Nullable String keyComplaint(Record record) {
        return record.hasKey() ? null : "expected a key, because the topic is compacted, found none";
    }

    private void checkTimestamps(RecordBatch batch, long min, long max) {
        if (timestampComplaint(min) != null || timestampComplaint(max) != null) {
            throw refused(batch, AppendError.INVALID_TIMESTAMP, record -> timestampComplaint(record.timestamp()));
        }
    }

    private @Nullable String timestampComplaint(long timestampMs) {
        if (timestampMs == RecordBatch.NO_TIMESTAMP) {
            return null;
        }
        if (timestampMs < RecordBatch.NO_TIMESTAMP) {
            return "expected a timestamp of -1 or more, found " + timestampMs;
        }
        boolean early = nowMs - timestampMs > config.timestampBeforeMaxMs();
        boolean late = timestampMs - nowMs > config.timestampAfterMaxMs();
        if (!early && !late) {
            return null;
        }
        return "expected a timestamp from message.timestamp.before.max.ms=" + config.timestampBeforeMaxMs()
                + " before to message.timestamp.after.max.ms=" + config.timestampAfterMaxMs() + " after " + nowMs
                + ", found " + timestampMs;
    }

    private AppendRejectedException refused(
            RecordBatch batch, AppendError reason, Function<Record, @Nullable String> complaint) {
        List<RefusedRecord> records = RefusedRecords.of(batch, complaint);
        if (records.isEmpty()) {
            return rejected(reason, "a header that agrees with the records", batch.toString());
        }
        RefusedRecord first = records.get(0);
        return new AppendRejectedException(
                reason,
                log + ": record " + first.index() + " of " + batch.recordCount() + ": " + first.reason()
                        + (records.size() > 1 ? "; and others" : ""),
                records);
    }

    private AppendRejectedException rejected(AppendError reason, String expected, String found) {
        return new AppendRejectedException(reason, log + ": expected " + expected + ", found " + found);
    }
}
