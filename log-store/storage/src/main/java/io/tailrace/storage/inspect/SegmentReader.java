package io.tailrace.storage.inspect;

import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.ControlRecord;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.protocol.record.RecordIterator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes items of batches and records. */
final class SegmentReader {

    private SegmentReader() {}

    static Item.Batch item(RecordBatch batch, long position) {
        OptionalLong horizon = batch.deleteHorizonMs();
        return new Item.Batch(
                position,
                batch.sizeInBytes(),
                batch.baseOffset(),
                batch.lastOffset(),
                batch.recordCount(),
                batch.partitionLeaderEpoch(),
                codec(batch),
                batch.timestampType().name(),
                batch.baseTimestamp(),
                batch.maxTimestamp(),
                horizon.isPresent() ? horizon.getAsLong() : null,
                batch.producerId(),
                batch.producerEpoch(),
                batch.baseSequence(),
                batch.lastSequence(),
                batch.isTransactional(),
                batch.isControl(),
                Long.toHexString(batch.checksum()),
                batch.isValid());
    }

    private static String codec(RecordBatch batch) {
        try {
            return batch.compression().name();
        } catch (InvalidRecordBatchException e) {
            return "UNKNOWN";
        }
    }

    /**
     * Shows the records of a batch.
     *
     * @throws InvalidRecordBatchException if one is malformed
     */
    static void read(RecordBatch batch, Consumer<? super Item> sink) {
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            while (records.hasNext()) {
                Record record = records.next();
                sink.accept(batch.isControl() ? control(record) : data(record));
            }
        }
    }

    private static Item control(Record record) {
        ControlRecord control = ControlRecord.of(record);
        return new Item.Control(
                record.offset(), record.timestamp(), control.type().name(), control.coordinatorEpoch());
    }

    private static Item data(Record record) {
        List<Item.Header> headers =
                record.headers().stream().map(SegmentReader::header).toList();
        return new Item.Record(
                record.offset(),
                record.timestamp(),
                record.sequence(),
                record.keySize(),
                record.valueSize(),
                wrap(record.keyBytes()),
                wrap(record.valueBytes()),
                headers);
    }

    private static Item.Header header(RecordHeader header) {
        byte[] value = header.value();
        return new Item.Header(header.key(), wrap(value == null ? null : value.clone()));
    }

    private static @Nullable ByteBuffer wrap(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes).asReadOnlyBuffer();
    }
}
