package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import io.tailrace.protocol.compression.MalformedCompressionException;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * Decodes the records of one batch one after another. Records share memory with the batch or, when it was compressed,
 * with memory that this iterator owns: they are valid until {@link #close}.
 *
 * <p>{@link #next} throws {@link InvalidRecordBatchException} when a record is malformed; {@link #hasNext} throws it when
 * bytes are left after the last record.
 *
 * <p><b>Threads:</b> one.
 */
public final class RecordIterator implements Iterator<Record>, AutoCloseable {

    private final RecordBatch batch;
    private final ByteBuf records;
    private final int recordCount;
    private final long baseOffset;
    private final long baseTimestamp;
    private final long logAppendTimeMs;
    private final int baseSequence;
    private boolean owned;
    private int decoded;

    // The record that advance() found last.
    private int start;
    private int end;
    private long timestampDelta;
    private int offsetDelta;
    private int keyAt;
    private int keySize;
    private int valueAt;
    private int valueSize;
    private int headersAt;

    private RecordIterator(RecordBatch batch, ByteBuf records, boolean owned) {
        this.batch = batch;
        this.records = records;
        this.owned = owned;
        this.recordCount = batch.recordCount();
        this.baseOffset = batch.baseOffset();
        this.baseTimestamp = batch.baseTimestamp();
        this.logAppendTimeMs = batch.timestampType() == TimestampType.LOG_APPEND_TIME
                ? batch.maxTimestamp()
                : RecordBatch.NO_TIMESTAMP;
        this.baseSequence = batch.baseSequence();
    }

    /** @param owned whether decompressed memory is to be released by {@link #close} */
    static RecordIterator over(
            RecordBatch batch, ByteBuf packed, ByteBufAllocator allocator, int limit, boolean owned) {
        CompressionType type = batch.compression();
        if (type == CompressionType.NONE) {
            return new RecordIterator(batch, packed, false).checked();
        }
        int guess = (int) Math.min(limit, Math.max(256, packed.readableBytes() * 3L));
        ByteBuf plain = owned ? allocator.buffer(guess) : allocator.heapBuffer(guess);
        try {
            Compression.decompress(type, packed, plain, limit);
            return new RecordIterator(batch, plain, owned).checked();
        } catch (MalformedCompressionException e) {
            plain.release();
            throw new InvalidRecordBatchException("batch at offset " + batch.baseOffset() + ": " + e.getMessage(), e);
        } catch (RuntimeException | Error e) {
            plain.release();
            throw e;
        }
    }

    private RecordIterator checked() {
        if (recordCount < 0 || recordCount > records.readableBytes() / BatchLayout.MIN_RECORD_BYTES) {
            throw invalid(
                    "a record count that fits " + records.readableBytes() + " B of records",
                    String.valueOf(recordCount));
        }
        return this;
    }

    @Override
    public boolean hasNext() {
        if (decoded < recordCount) {
            return true;
        }
        if (records.isReadable()) {
            throw invalid("nothing after " + recordCount + " records", records.readableBytes() + " B");
        }
        return false;
    }

    @Override
    public Record next() {
        if (decoded >= recordCount) {
            throw new NoSuchElementException("batch of " + recordCount + " records");
        }
        advance();
        long timestamp = logAppendTimeMs == RecordBatch.NO_TIMESTAMP ? createTime() : logAppendTimeMs;
        int sequence = baseSequence == RecordBatch.NO_SEQUENCE
                ? RecordBatch.NO_SEQUENCE
                : RecordBatch.plusSequence(baseSequence, offsetDelta);
        return new Record(
                records,
                start,
                end,
                baseOffset + offsetDelta,
                timestamp,
                sequence,
                keyAt,
                keySize,
                valueAt,
                valueSize,
                headersAt);
    }

    /** Walks through the records that are left, with no object a record. */
    RecordSummary summarise() {
        if (decoded == 0 && records.nioBufferCount() == 1) {
            RecordSummary summary = RecordWalk.summary(
                    records.nioBuffer(records.readerIndex(), records.readableBytes()), recordCount, baseTimestamp);
            if (summary != null) {
                records.readerIndex(records.writerIndex());
                decoded = recordCount;
                return summary;
            }
        }
        long min = Long.MAX_VALUE;
        long max = RecordBatch.NO_TIMESTAMP;
        int nullKeys = 0;
        while (hasNext()) {
            int expectedDelta = decoded;
            advance();
            if (offsetDelta != expectedDelta) {
                throw invalid("offset delta " + expectedDelta, String.valueOf(offsetDelta));
            }
            min = Math.min(min, createTime());
            max = Math.max(max, createTime());
            nullKeys += keySize < 0 ? 1 : 0;
        }
        return new RecordSummary(min, max, nullKeys);
    }

    private long createTime() {
        return baseTimestamp + timestampDelta;
    }

    private void advance() {
        start = records.readerIndex();
        try {
            int length = Varint.readInt(records);
            if (length < BatchLayout.MIN_RECORD_BYTES - 1 || length > records.readableBytes()) {
                throw invalid("a record of at most " + records.readableBytes() + " B", "length " + length);
            }
            end = records.readerIndex() + length;
            decode();
            records.readerIndex(end);
            decoded++;
        } catch (IndexOutOfBoundsException e) {
            throw new InvalidRecordBatchException(
                    "batch at offset " + baseOffset + ": expected record " + decoded + " to be whole, found its end",
                    e);
        }
    }

    private void decode() {
        records.skipBytes(1); // attributes: no bit has a meaning yet
        timestampDelta = Varint.readLong(records);
        offsetDelta = Varint.readInt(records);
        keySize = Varint.readInt(records);
        keyAt = records.readerIndex();
        skip("key", keySize);
        valueSize = Varint.readInt(records);
        valueAt = records.readerIndex();
        skip("value", valueSize);
        headersAt = records.readerIndex();
        int headerCount = Varint.readInt(records);
        int left = end - records.readerIndex();
        if (headerCount < 0 || left < 0 || headerCount > left / 2) {
            throw invalid("a header count that fits " + left + " B", String.valueOf(headerCount));
        }
    }

    private void skip(String what, int size) {
        if (size > end - records.readerIndex() || size < -1) {
            throw invalid("a " + what + " of -1.." + (end - records.readerIndex()) + " B", "size " + size);
        }
        if (size > 0) {
            records.skipBytes(size);
        }
    }

    private InvalidRecordBatchException invalid(String expected, String found) {
        return InvalidRecordBatchException.expected(expected, found, batch.baseOffset());
    }

    /** Gives decompressed memory back. Idempotent; records decoded before must no longer be used. */
    @Override
    public void close() {
        if (owned) {
            owned = false;
            records.release();
        }
    }
}
