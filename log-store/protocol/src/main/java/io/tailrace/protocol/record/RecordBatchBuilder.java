package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import org.jspecify.annotations.Nullable;

/**
 * Writes one batch. Records are encoded straight into a growing buffer, with no object a record; {@link #build} adds the
 * header, compresses and computes the CRC. What does not depend on the records (offsets, producer, timestamps' type) may
 * be set at any time before {@code build}.
 *
 * <p>Life cycle: {@code append…, build} or {@code close}; closing a built or closed builder does nothing.
 *
 * <p><b>Threads:</b> one at a time.
 */
public final class RecordBatchBuilder implements AutoCloseable {

    private final ByteBufAllocator allocator;
    private final Compression compression;
    private final boolean plain;
    private final int bodyAt;
    private @Nullable ByteBuf body;

    private long baseOffset;
    private int leaderEpoch = RecordBatch.NO_LEADER_EPOCH;
    private long producerId = RecordBatch.NO_PRODUCER_ID;
    private short producerEpoch = RecordBatch.NO_PRODUCER_EPOCH;
    private int baseSequence = RecordBatch.NO_SEQUENCE;
    private int attributes;
    private long logAppendTimeMs = RecordBatch.NO_TIMESTAMP;

    private int recordCount;
    private long baseTimestamp = RecordBatch.NO_TIMESTAMP;
    private long maxTimestamp = RecordBatch.NO_TIMESTAMP;

    /** @param initialCapacityBytes room to begin with; it grows as needed */
    public RecordBatchBuilder(ByteBufAllocator allocator, Compression compression, int initialCapacityBytes) {
        this.allocator = allocator;
        this.compression = compression;
        this.plain = compression.type() == CompressionType.NONE;
        this.bodyAt = plain ? RecordBatch.HEADER_BYTES : 0; // a plain body is written where it stays
        this.body = allocator.buffer(Math.max(initialCapacityBytes, RecordBatch.HEADER_BYTES));
        body.writeZero(bodyAt);
    }

    /** A batch that ends a transaction of one producer in this partition (KIP-98). */
    public static ByteBuf endTransaction(
            ByteBufAllocator allocator, ControlRecord marker, long producerId, short producerEpoch, long timestampMs) {
        if (marker.type() != ControlRecordType.COMMIT && marker.type() != ControlRecordType.ABORT) {
            throw new IllegalArgumentException("expected a COMMIT or ABORT marker, found " + marker.type());
        }
        try (RecordBatchBuilder builder = new RecordBatchBuilder(allocator, Compression.NONE, 96)) {
            builder.producer(producerId, producerEpoch, RecordBatch.NO_SEQUENCE, true)
                    .control();
            builder.append(timestampMs, marker.keyBytes(), marker.markerBytes(), RecordHeader.NONE);
            return builder.build();
        }
    }

    public RecordBatchBuilder baseOffset(long offset) {
        this.baseOffset = offset;
        return this;
    }

    public RecordBatchBuilder partitionLeaderEpoch(int epoch) {
        this.leaderEpoch = epoch;
        return this;
    }

    /** @param logAppendTimeMs the time of all records with {@link TimestampType#LOG_APPEND_TIME}; else ignored */
    public RecordBatchBuilder timestampType(TimestampType type, long logAppendTimeMs) {
        boolean append = type == TimestampType.LOG_APPEND_TIME;
        this.logAppendTimeMs = append ? logAppendTimeMs : RecordBatch.NO_TIMESTAMP;
        setBit(BatchLayout.TIMESTAMP_TYPE_BIT, append);
        return this;
    }

    public RecordBatchBuilder producer(long id, short epoch, int baseSequence, boolean transactional) {
        this.producerId = id;
        this.producerEpoch = epoch;
        this.baseSequence = baseSequence;
        setBit(BatchLayout.TRANSACTIONAL_BIT, transactional);
        return this;
    }

    /** Marks this as a control batch. */
    public RecordBatchBuilder control() {
        setBit(BatchLayout.CONTROL_BIT, true);
        return this;
    }

    private void setBit(int bit, boolean on) {
        attributes = on ? attributes | bit : attributes & ~bit;
    }

    public int recordCount() {
        return recordCount;
    }

    public boolean isEmpty() {
        return recordCount == 0;
    }

    /** The timestamp of the first record, or -1. */
    public long baseTimestamp() {
        return baseTimestamp;
    }

    /** The greatest timestamp appended, or -1. */
    public long maxTimestamp() {
        return maxTimestamp;
    }

    /** The size of the batch as it would be without compression. */
    public int sizeInBytes() {
        return RecordBatch.HEADER_BYTES + openBody().writerIndex() - bodyAt;
    }

    /** An upper bound for the bytes that a record takes in a batch without compression. */
    public static int recordSizeUpperBound(byte @Nullable [] key, byte @Nullable [] value, RecordHeader[] headers) {
        int size = 5 + 1 + 10 + 5 + 5 + 5 + (key == null ? 0 : key.length) + (value == null ? 0 : value.length);
        return size + headersSize(headers);
    }

    /**
     * Appends a record.
     *
     * @return its encoded size in bytes
     * @throws IllegalStateException after {@link #build} or {@link #close}
     */
    public int append(long timestampMs, byte @Nullable [] key, byte @Nullable [] value, RecordHeader[] headers) {
        int keySize = key == null ? -1 : key.length;
        int valueSize = value == null ? -1 : value.length;
        ByteBuf out = beginRecord(timestampMs, keySize, valueSize, headers);
        int start = out.writerIndex();
        writeFixed(out, timestampMs, keySize, valueSize, headers);
        Varint.write(out, keySize);
        if (key != null) {
            out.writeBytes(key);
        }
        Varint.write(out, valueSize);
        if (value != null) {
            out.writeBytes(value);
        }
        return endRecord(out, start, timestampMs, headers);
    }

    /** As {@link #append(long, byte[], byte[], RecordHeader[])}; copies the readable bytes, indices stay. */
    public int append(long timestampMs, @Nullable ByteBuf key, @Nullable ByteBuf value, RecordHeader[] headers) {
        int keySize = key == null ? -1 : key.readableBytes();
        int valueSize = value == null ? -1 : value.readableBytes();
        ByteBuf out = beginRecord(timestampMs, keySize, valueSize, headers);
        int start = out.writerIndex();
        writeFixed(out, timestampMs, keySize, valueSize, headers);
        Varint.write(out, keySize);
        if (key != null) {
            out.writeBytes(key, key.readerIndex(), keySize);
        }
        Varint.write(out, valueSize);
        if (value != null) {
            out.writeBytes(value, value.readerIndex(), valueSize);
        }
        return endRecord(out, start, timestampMs, headers);
    }

    private ByteBuf beginRecord(long timestampMs, int keySize, int valueSize, RecordHeader[] headers) {
        if (recordCount == 0) {
            baseTimestamp = timestampMs;
        }
        ByteBuf out = openBody();
        out.ensureWritable(5 + bodySize(timestampMs, keySize, valueSize, headers));
        return out;
    }

    private int bodySize(long timestampMs, int keySize, int valueSize, RecordHeader[] headers) {
        return 1
                + Varint.sizeOf(timestampMs - baseTimestamp)
                + Varint.sizeOf(recordCount)
                + Varint.sizeOf(keySize)
                + Math.max(0, keySize)
                + Varint.sizeOf(valueSize)
                + Math.max(0, valueSize)
                + headersSize(headers);
    }

    private void writeFixed(ByteBuf out, long timestampMs, int keySize, int valueSize, RecordHeader[] headers) {
        Varint.write(out, bodySize(timestampMs, keySize, valueSize, headers));
        out.writeByte(0);
        Varint.write(out, timestampMs - baseTimestamp);
        Varint.write(out, recordCount);
    }

    private int endRecord(ByteBuf out, int start, long timestampMs, RecordHeader[] headers) {
        Varint.write(out, headers.length);
        for (RecordHeader header : headers) {
            writeHeader(out, header);
        }
        recordCount++;
        maxTimestamp = Math.max(maxTimestamp, timestampMs);
        return out.writerIndex() - start;
    }

    private static void writeHeader(ByteBuf out, RecordHeader header) {
        String key = header.key();
        int keySize = ByteBufUtil.utf8Bytes(key);
        Varint.write(out, keySize);
        ByteBufUtil.reserveAndWriteUtf8(out, key, keySize);
        byte[] value = header.value();
        if (value == null) {
            Varint.write(out, -1);
        } else {
            Varint.write(out, value.length);
            out.writeBytes(value);
        }
    }

    private static int headersSize(RecordHeader[] headers) {
        int size = Varint.sizeOf(headers.length);
        for (RecordHeader header : headers) {
            int keySize = ByteBufUtil.utf8Bytes(header.key());
            byte[] value = header.value();
            int valueSize = value == null ? -1 : value.length;
            size += Varint.sizeOf(keySize) + keySize + Varint.sizeOf(valueSize) + Math.max(0, valueSize);
        }
        return size;
    }

    /**
     * Completes the batch. The caller owns the buffer; this builder is spent.
     *
     * @throws IllegalStateException if there is no record, or the builder is spent
     */
    public ByteBuf build() {
        ByteBuf records = openBody();
        if (recordCount == 0) {
            throw new IllegalStateException("expected at least one record in a batch, found none");
        }
        ByteBuf batch = plain ? records : compressed(records);
        body = null;
        writeHeader(batch);
        return batch;
    }

    private ByteBuf compressed(ByteBuf records) {
        ByteBuf batch = allocator.buffer(RecordBatch.HEADER_BYTES + Math.max(64, records.readableBytes() / 2));
        try {
            batch.writeZero(RecordBatch.HEADER_BYTES);
            compression.compress(records, batch);
        } catch (RuntimeException | Error e) {
            batch.release();
            throw e;
        }
        records.release();
        return batch;
    }

    private void writeHeader(ByteBuf batch) {
        int size = batch.writerIndex();
        boolean appendTime = (attributes & BatchLayout.TIMESTAMP_TYPE_BIT) != 0;
        batch.setLong(BatchLayout.BASE_OFFSET, baseOffset);
        batch.setInt(BatchLayout.LENGTH, size - RecordBatch.LOG_OVERHEAD);
        batch.setInt(BatchLayout.LEADER_EPOCH, leaderEpoch);
        batch.setByte(BatchLayout.MAGIC, RecordBatch.MAGIC_V2);
        batch.setShort(BatchLayout.ATTRIBUTES, attributes | compression.type().id());
        batch.setInt(BatchLayout.LAST_OFFSET_DELTA, recordCount - 1);
        batch.setLong(BatchLayout.BASE_TIMESTAMP, baseTimestamp);
        batch.setLong(BatchLayout.MAX_TIMESTAMP, appendTime ? logAppendTimeMs : maxTimestamp);
        batch.setLong(BatchLayout.PRODUCER_ID, producerId);
        batch.setShort(BatchLayout.PRODUCER_EPOCH, producerEpoch);
        batch.setInt(BatchLayout.BASE_SEQUENCE, baseSequence);
        batch.setInt(BatchLayout.RECORD_COUNT, recordCount);
        batch.setInt(BatchLayout.CRC, (int) BatchLayout.crc(batch, 0, size));
    }

    private ByteBuf openBody() {
        if (body == null) {
            throw new IllegalStateException("expected an open batch builder, found it built or closed");
        }
        return body;
    }

    @Override
    public void close() {
        if (body != null) {
            body.release();
            body = null;
        }
    }
}
