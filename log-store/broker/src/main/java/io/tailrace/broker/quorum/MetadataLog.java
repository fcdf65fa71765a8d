package io.tailrace.broker.quorum;

import io.netty.buffer.ByteBuf;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataRecordCodec;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordBatches;
import io.tailrace.storage.log.CleanupPolicy;
import io.tailrace.storage.log.Durability;
import io.tailrace.storage.log.LogConfig;
import io.tailrace.storage.log.LogStore;
import io.tailrace.storage.log.PartitionLog;
import io.tailrace.storage.log.ReadResult;
import java.util.UUID;

/**
 * The log that a lone server keeps its metadata in, under the name and topic id of Kafka's.
 *
 * <p><b>Threads:</b> used at start, by one thread.
 */
public final class MetadataLog {

    public static final String TOPIC = "__cluster_metadata";
    static final UUID TOPIC_ID = new UUID(0, 1);
    private static final int READ_BYTES = 1 << 20;

    private MetadataLog() {}

    /**
     * Opens the log, or creates it on the first start. Everything in it is kept for ever.
     *
     * @throws io.tailrace.storage.StorageOfflineException if it is not found, but a data directory could not be opened
     */
    public static PartitionLog open(LogStore store) {
        if (store.log(TOPIC, 0) == null && !store.isContentKnown()) {
            throw store.unknownContent("the metadata log " + TOPIC + "-0");
        }
        LogConfig config = LogConfig.defaults()
                .withCleanupPolicy(CleanupPolicy.NONE)
                .withMaxMessageBytes(Integer.MAX_VALUE)
                .withDurability(Durability.FSYNC);
        return store.openOrCreate(TOPIC, 0, TOPIC_ID, config);
    }

    /** What the records in the log add up to. */
    public static MetadataImage replay(PartitionLog log) {
        MetadataImage image = MetadataImage.empty();
        long offset = log.logStartOffset();
        long end = log.endOffset();
        while (offset < end) {
            ReadResult read = log.read(offset, READ_BYTES, end, true);
            ByteBuf records = read.records();
            try {
                for (RecordBatch batch : RecordBatches.of(records)) {
                    for (Record record : batch) {
                        ByteBuf value = record.value();
                        if (value != null) {
                            image = image.apply(MetadataRecordCodec.decode(value));
                        }
                    }
                    offset = batch.nextOffset();
                }
                if (!records.isReadable()) {
                    throw new IllegalStateException(
                            "expected metadata records at offset " + offset + " of " + end + ", actual none");
                }
            } finally {
                records.release();
            }
        }
        return image;
    }
}
