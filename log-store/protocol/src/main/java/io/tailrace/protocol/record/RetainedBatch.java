package io.tailrace.protocol.record;

import static io.tailrace.protocol.record.BatchLayout.ATTRIBUTES;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.compression.CompressionType;
import java.util.List;
import java.util.OptionalLong;

/**
 * Writes a batch again with only some of its records: what compaction keeps of it. Offsets, sequence numbers, timestamps, producer
 * and leader epoch stay what they were; the last offset of the batch stays even when its record goes, and so does the
 * compression type.
 *
 * <p>Offsets and timestamps of records are relative to the batch, whose base offset does not change: so records are copied in
 * their encoded form. Only a delete horizon that is set anew (KIP-534) moves the base timestamp, and each record's
 * timestamp is encoded again then.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class RetainedBatch {

    private RetainedBatch() {}

    /**
     * Appends {@code batch} with {@code records} to {@code out}.
     *
     * @param records of this batch, in their order, at least one
     * @param newHorizonMs a delete horizon to be set; empty to leave it as it is
     */
    public static void write(
            RecordBatch batch,
            List<Record> records,
            OptionalLong newHorizonMs,
            ByteBufAllocator allocator,
            ByteBuf out) {
        int start = writeHeader(batch, out);
        long maxTimestamp = RecordBatch.NO_TIMESTAMP;
        for (Record record : records) {
            maxTimestamp = Math.max(maxTimestamp, record.timestamp());
        }
        int attributes = batch.attributes();
        if (newHorizonMs.isPresent()) {
            attributes |= BatchLayout.DELETE_HORIZON_BIT;
            out.setLong(start + BatchLayout.BASE_TIMESTAMP, newHorizonMs.getAsLong());
        }
        out.setShort(start + ATTRIBUTES, attributes);
        if (batch.timestampType() == TimestampType.CREATE_TIME) {
            out.setLong(start + BatchLayout.MAX_TIMESTAMP, maxTimestamp);
        }
        out.setInt(start + BatchLayout.RECORD_COUNT, records.size());
        if (!batch.isCompressed()) {
            writeRecords(records, newHorizonMs, out);
        } else {
            ByteBuf plain = allocator.buffer(Math.max(256, batch.sizeInBytes()));
            try {
                writeRecords(records, newHorizonMs, plain);
                Compression.of(batch.compression()).compress(plain, out);
            } finally {
                plain.release();
            }
        }
        complete(out, start);
    }

    /** Appends {@code batch} without any record to {@code out}: it still says which offsets and sequence numbers were used. */
    public static void writeEmpty(RecordBatch batch, ByteBuf out) {
        int start = writeHeader(batch, out);
        int dropped = BatchLayout.COMPRESSION_MASK | BatchLayout.DELETE_HORIZON_BIT;
        out.setShort(start + ATTRIBUTES, (batch.attributes() & ~dropped) | CompressionType.NONE.id());
        out.setLong(start + BatchLayout.BASE_TIMESTAMP, RecordBatch.NO_TIMESTAMP);
        out.setInt(start + BatchLayout.RECORD_COUNT, 0);
        complete(out, start);
    }

    private static int writeHeader(RecordBatch batch, ByteBuf out) {
        int start = out.writerIndex();
        out.writeBytes(batch.slice(), 0, RecordBatch.HEADER_BYTES);
        return start;
    }

    private static void writeRecords(List<Record> records, OptionalLong newBaseTimestamp, ByteBuf out) {
        for (Record record : records) {
            if (newBaseTimestamp.isPresent()) {
                record.writeRelativeTo(newBaseTimestamp.getAsLong(), out);
            } else {
                record.write(out);
            }
        }
    }

    private static void complete(ByteBuf out, int start) {
        int size = out.writerIndex() - start;
        out.setInt(start + BatchLayout.LENGTH, size - RecordBatch.LOG_OVERHEAD);
        out.setInt(start + BatchLayout.CRC, (int) BatchLayout.crc(out, start, size));
    }
}
