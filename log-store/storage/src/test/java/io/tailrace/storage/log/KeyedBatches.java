package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.tailrace.protocol.compression.Compression;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatchBuilder;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.protocol.record.RecordHeader;
import io.tailrace.storage.producer.TransactionClaim;
import io.tailrace.storage.producer.VerificationGuard;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records with keys for tests, written {@code key=value} or {@code key} for a tombstone, and what a log holds of them. */
final class KeyedBatches {

    /** A record as a test sees it. */
    record Entry(long offset, long timestampMs, String text) {}

    private KeyedBatches() {}

    static RecordBatchBuilder builder(Compression compression, long timestampMs, String... records) {
        RecordBatchBuilder builder = new RecordBatchBuilder(UnpooledByteBufAllocator.DEFAULT, compression, 64);
        for (String record : records) {
            int split = record.indexOf('=');
            builder.append(
                    timestampMs,
                    utf8(split < 0 ? record : record.substring(0, split)),
                    split < 0 ? null : utf8(record.substring(split + 1)),
                    RecordHeader.NONE);
        }
        return builder;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static AppendResult append(PartitionLog log, long timestampMs, String... records) {
        ByteBuf batch = builder(Compression.NONE, timestampMs, records).build();
        try {
            return log.append(batch, 0, AppendOrigin.CLIENT);
        } finally {
            batch.release();
        }
    }

    /** Appends a batch of a transaction, which begins here unless it is open. */
    static AppendResult appendVerified(PartitionLog log, ByteBuf bytes) {
        RecordBatch batch = RecordBatch.at(bytes, bytes.readerIndex());
        VerificationGuard guard =
                log.beginVerification(batch.producerId(), batch.producerEpoch(), batch.baseSequence(), false);
        TransactionClaim claim = guard == null ? TransactionClaim.NONE : TransactionClaim.verified(guard);
        return log.append(bytes, 0, AppendOrigin.CLIENT, claim);
    }

    /** Shows every batch from the log's start on, read in pieces of {@code maxBytes}. */
    static void batches(PartitionLog log, int maxBytes, Consumer<RecordBatch> visitor) {
        long next = log.logStartOffset();
        while (next < log.endOffset()) {
            ReadResult result = log.read(next, maxBytes, Long.MAX_VALUE, true);
            try {
                for (RecordBatch batch : RecordBatches.of(result.records())) {
                    batch.ensureValid();
                    visitor.accept(batch);
                }
            } finally {
                result.records().release();
            }
            if (result.nextOffset() <= next) {
                throw new AssertionError("expected to get on from offset " + next + " of " + log);
            }
            next = result.nextOffset();
        }
    }

    /** All data records. */
    static List<Entry> entries(PartitionLog log, int maxBytes) {
        List<Entry> entries = new ArrayList<>();
        batches(log, maxBytes, batch -> collect(batch, entries));
        return entries;
    }

    static void collect(ByteBuf records, List<Entry> into) {
        RecordBatches.of(records).forEach(batch -> collect(batch, into));
    }

    private static void collect(RecordBatch batch, List<Entry> into) {
        if (!batch.isControl()) {
            for (Record record : batch) {
                into.add(new Entry(record.offset(), record.timestamp(), text(record)));
            }
        }
    }

    /** All data records as text. */
    static List<String> texts(PartitionLog log) {
        return entries(log, 700).stream().map(Entry::text).toList();
    }

    static String text(Record record) {
        String key = record.hasKey() ? new String(record.keyBytes(), StandardCharsets.UTF_8) : "";
        return record.hasValue() ? key + "=" + new String(record.valueBytes(), StandardCharsets.UTF_8) : key;
    }
}
