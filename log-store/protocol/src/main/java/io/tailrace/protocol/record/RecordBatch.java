package io.tailrace.protocol.record;

import static io.tailrace.protocol.record.BatchLayout.ATTRIBUTES;
import static io.tailrace.protocol.record.BatchLayout.BASE_OFFSET;
import static io.tailrace.protocol.record.BatchLayout.CRC;
import static io.tailrace.protocol.record.BatchLayout.LENGTH;
import static io.tailrace.protocol.record.BatchLayout.MAGIC_VALUE;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.CompressionType;
import java.util.Iterator;
import java.util.OptionalLong;

/**
 * A view of one record batch of format 2 inside a buffer ({@link BatchLayout} draws it). It shares the buffer's memory and
 * takes no reference: it is valid as long as the buffer is. Accessors read the header where it lies; records are decoded
 * as they are iterated.
 *
 * <p>{@link #at} checks the framing only. Before the content of a foreign batch is trusted, call {@link #ensureValid}.
 *
 * <p><b>Threads:</b> as the buffer: any number of readers, or one writer.
 */
public final class RecordBatch implements Iterable<Record> {

    public static final byte MAGIC_V2 = MAGIC_VALUE;
    /** Bytes before the first record. */
    public static final int HEADER_BYTES = BatchLayout.RECORDS;
    /** Bytes of base offset and length: what must be read to know a batch's size. */
    public static final int LOG_OVERHEAD = BatchLayout.LOG_OVERHEAD;

    public static final long NO_PRODUCER_ID = -1;
    public static final short NO_PRODUCER_EPOCH = -1;
    public static final int NO_SEQUENCE = -1;
    public static final long NO_TIMESTAMP = -1;
    public static final int NO_LEADER_EPOCH = -1;

    /** Most that {@link #iterator()} decompresses from one batch. */
    public static final int DEFAULT_DECOMPRESSED_LIMIT_BYTES = 256 * 1024 * 1024;

    private final ByteBuf buffer;
    private final int index;
    private final int sizeBytes;

    private RecordBatch(ByteBuf buffer, int index, int sizeBytes) {
        this.buffer = buffer;
        this.index = index;
        this.sizeBytes = sizeBytes;
    }

    /**
     * The batch that begins at {@code index} and ends at or before the buffer's writer index.
     *
     * @throws InvalidRecordBatchException if there is no whole batch of magic 2
     */
    public static RecordBatch at(ByteBuf buffer, int index) {
        return at(buffer, index, buffer.writerIndex() - index);
    }

    /**
     * The header of the batch that begins at {@code index}, of which no more than the header need be in the buffer. What
     * looks at the records or at the CRC must not be called then.
     *
     * @param availableBytes how many bytes there are from the batch's begin on, wherever they are
     * @throws InvalidRecordBatchException if there is no whole batch of magic 2 in them
     */
    public static RecordBatch headerAt(ByteBuf buffer, int index, long availableBytes) {
        if (buffer.writerIndex() - index < Math.min(HEADER_BYTES, availableBytes)) {
            throw new IllegalArgumentException(
                    "expected the header in the buffer, found " + (buffer.writerIndex() - index) + " B of it");
        }
        return at(buffer, index, (int) Math.min(Integer.MAX_VALUE, availableBytes));
    }

    private static RecordBatch at(ByteBuf buffer, int index, int readable) {
        if (index < 0 || readable < HEADER_BYTES) {
            throw new InvalidRecordBatchException(
                    "expected a batch header of " + HEADER_BYTES + " B, found " + Math.max(0, readable) + " B");
        }
        long baseOffset = buffer.getLong(index + BASE_OFFSET);
        byte magic = magicAt(buffer, index);
        if (magic != MAGIC_V2) {
            throw InvalidRecordBatchException.expected("magic " + MAGIC_V2, magic, baseOffset);
        }
        int length = buffer.getInt(index + LENGTH);
        if (length < HEADER_BYTES - LOG_OVERHEAD || length > readable - LOG_OVERHEAD) {
            throw InvalidRecordBatchException.expected(
                    "length " + (HEADER_BYTES - LOG_OVERHEAD) + ".." + (readable - LOG_OVERHEAD), length, baseOffset);
        }
        return new RecordBatch(buffer, index, LOG_OVERHEAD + length);
    }

    /** The format number of the batch or message set entry at {@code index}, of which 17 B must be there. */
    public static byte magicAt(ByteBuf buffer, int index) {
        return buffer.getByte(index + BatchLayout.MAGIC);
    }

    /** Where in the buffer this batch begins. */
    public int index() {
        return index;
    }

    public int sizeInBytes() {
        return sizeBytes;
    }

    /** The bytes of this batch; shares memory, takes no reference. */
    public ByteBuf slice() {
        return buffer.slice(index, sizeBytes);
    }

    public long baseOffset() {
        return buffer.getLong(index + BASE_OFFSET);
    }

    public int lastOffsetDelta() {
        return buffer.getInt(index + BatchLayout.LAST_OFFSET_DELTA);
    }

    public long lastOffset() {
        return baseOffset() + lastOffsetDelta();
    }

    public long nextOffset() {
        return lastOffset() + 1;
    }

    public int partitionLeaderEpoch() {
        return buffer.getInt(index + BatchLayout.LEADER_EPOCH);
    }

    public byte magic() {
        return magicAt(buffer, index);
    }

    /** The CRC that the batch claims. */
    public long checksum() {
        return buffer.getUnsignedInt(index + CRC);
    }

    /** @throws InvalidRecordBatchException if the attributes name no known type */
    public CompressionType compression() {
        int id = attributes() & BatchLayout.COMPRESSION_MASK;
        if (!CompressionType.isKnown(id)) {
            throw InvalidRecordBatchException.expected("a known compression type", id, baseOffset());
        }
        return CompressionType.forId(id);
    }

    public boolean isCompressed() {
        return (attributes() & BatchLayout.COMPRESSION_MASK) != 0;
    }

    public TimestampType timestampType() {
        return has(BatchLayout.TIMESTAMP_TYPE_BIT) ? TimestampType.LOG_APPEND_TIME : TimestampType.CREATE_TIME;
    }

    /** What timestamp deltas are relative to: the first record's timestamp, or the delete horizon. */
    public long baseTimestamp() {
        return buffer.getLong(index + BatchLayout.BASE_TIMESTAMP);
    }

    /** The timestamp of the first record, as far as the header tells it. */
    public long firstTimestamp() {
        return has(BatchLayout.TIMESTAMP_TYPE_BIT) ? maxTimestamp() : baseTimestamp();
    }

    public long maxTimestamp() {
        return buffer.getLong(index + BatchLayout.MAX_TIMESTAMP);
    }

    /** The time after which compaction may drop the tombstones in this batch (KIP-534), if it has been set. */
    public OptionalLong deleteHorizonMs() {
        return has(BatchLayout.DELETE_HORIZON_BIT) ? OptionalLong.of(baseTimestamp()) : OptionalLong.empty();
    }

    public long producerId() {
        return buffer.getLong(index + BatchLayout.PRODUCER_ID);
    }

    public boolean hasProducerId() {
        return producerId() > NO_PRODUCER_ID;
    }

    public short producerEpoch() {
        return buffer.getShort(index + BatchLayout.PRODUCER_EPOCH);
    }

    public int baseSequence() {
        return buffer.getInt(index + BatchLayout.BASE_SEQUENCE);
    }

    /** The sequence number of the last record; sequence numbers wrap from {@link Integer#MAX_VALUE} to 0. */
    public int lastSequence() {
        int base = baseSequence();
        return base == NO_SEQUENCE ? NO_SEQUENCE : plusSequence(base, lastOffsetDelta());
    }

    static int plusSequence(int sequence, int increment) {
        return sequence > Integer.MAX_VALUE - increment
                ? increment - (Integer.MAX_VALUE - sequence) - 1
                : sequence + increment;
    }

    public boolean isTransactional() {
        return has(BatchLayout.TRANSACTIONAL_BIT);
    }

    /** Whether this batch holds a control record ({@link ControlRecord}) instead of data. */
    public boolean isControl() {
        return has(BatchLayout.CONTROL_BIT);
    }

    public int recordCount() {
        return buffer.getInt(index + BatchLayout.RECORD_COUNT);
    }

    private boolean has(int bit) {
        return (attributes() & bit) != 0;
    }

    int attributes() {
        return buffer.getShort(index + ATTRIBUTES);
    }

    /** Whether the CRC fits the content. */
    public boolean isValid() {
        return checksum() == BatchLayout.crc(buffer, index, sizeBytes);
    }

    /** @throws InvalidRecordBatchException if the CRC does not fit the content, or counts are impossible */
    public void ensureValid() {
        long actual = BatchLayout.crc(buffer, index, sizeBytes);
        if (checksum() != actual) {
            throw InvalidRecordBatchException.expected(
                    "CRC-32C " + Long.toHexString(checksum()), Long.toHexString(actual), baseOffset());
        }
        if (lastOffsetDelta() < 0 || recordCount() < 0) {
            throw InvalidRecordBatchException.expected(
                    "counts of 0 or more",
                    "last offset delta " + lastOffsetDelta() + ", record count " + recordCount(),
                    baseOffset());
        }
        CompressionType unused = compression();
    }

    /** Moves the batch to another place in the log. Not covered by the CRC. */
    public void setBaseOffset(long baseOffset) {
        buffer.setLong(index + BASE_OFFSET, baseOffset);
    }

    /** Stamps the epoch of the leader that appends. Not covered by the CRC. */
    public void setPartitionLeaderEpoch(int epoch) {
        buffer.setInt(index + BatchLayout.LEADER_EPOCH, epoch);
    }

    /** Gives the batch to another producer epoch or sequence (KIP-360), with a CRC to fit. */
    public void setProducer(long producerId, short producerEpoch, int baseSequence) {
        buffer.setLong(index + BatchLayout.PRODUCER_ID, producerId);
        buffer.setShort(index + BatchLayout.PRODUCER_EPOCH, producerEpoch);
        buffer.setInt(index + BatchLayout.BASE_SEQUENCE, baseSequence);
        buffer.setInt(index + CRC, (int) BatchLayout.crc(buffer, index, sizeBytes));
    }

    /** Sets the timestamp type and the maximum timestamp, and the CRC anew when that changes anything. */
    public void setMaxTimestamp(TimestampType type, long timestampMs) {
        int bits = type == TimestampType.LOG_APPEND_TIME ? BatchLayout.TIMESTAMP_TYPE_BIT : 0;
        int attributes = (attributes() & ~BatchLayout.TIMESTAMP_TYPE_BIT) | bits;
        if (attributes == attributes() && timestampMs == maxTimestamp()) {
            return;
        }
        buffer.setShort(index + ATTRIBUTES, attributes);
        buffer.setLong(index + BatchLayout.MAX_TIMESTAMP, timestampMs);
        buffer.setInt(index + CRC, (int) BatchLayout.crc(buffer, index, sizeBytes));
    }

    /**
     * Iterates the records; compressed ones are first decompressed into garbage-collected memory, so there is nothing
     * to close. {@link RecordIterator} says what may be thrown.
     */
    @Override
    public Iterator<Record> iterator() {
        return records(UnpooledByteBufAllocator.DEFAULT, DEFAULT_DECOMPRESSED_LIMIT_BYTES, false);
    }

    /**
     * Iterates the records; compressed ones are first decompressed into memory of {@code allocator}, which closing the
     * iterator gives back.
     *
     * @param limitBytes most that this batch may decompress to
     * @throws InvalidRecordBatchException if it does not decompress, or to more than the limit
     */
    public RecordIterator records(ByteBufAllocator allocator, int limitBytes) {
        return records(allocator, limitBytes, true);
    }

    /**
     * Walks through all records without keeping any, and says what their timestamps are.
     *
     * @param limitBytes most that this batch may decompress to
     * @throws InvalidRecordBatchException if a record is malformed, or offsets are not 0, 1, 2… after the base offset
     */
    public RecordSummary inspect(ByteBufAllocator allocator, int limitBytes) {
        try (RecordIterator records = records(allocator, limitBytes)) {
            return records.summarise();
        }
    }

    private RecordIterator records(ByteBufAllocator allocator, int limitBytes, boolean pooled) {
        ByteBuf packed = buffer.slice(index + HEADER_BYTES, sizeBytes - HEADER_BYTES);
        return RecordIterator.over(this, packed, allocator, limitBytes, pooled);
    }

    @Override
    public String toString() {
        return "RecordBatch(offsets " + baseOffset() + ".." + lastOffset() + ", " + recordCount() + " records, "
                + sizeBytes + " B)";
    }
}
