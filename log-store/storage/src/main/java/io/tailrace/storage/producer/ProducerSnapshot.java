package io.tailrace.storage.producer;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The file {@code .snapshot} that holds the producers as they were before the offset in its name.
 *
 * <pre>
 *   version int16 = 1 | CRC-32C uint32 of all that follows | count int32
 *   count times:   producer id int64 | epoch int16 | last sequence int32 | last offset int64 | offset delta int32
 *                  | timestamp int64 | coordinator epoch int32 | first offset of the open transaction int64
 *   -- so far Kafka's format; a reader of Kafka ignores what follows, which its CRC covers --
 *   magic int32 "TRDW" | count int32
 *   count times:   producer id int64 | n int8 | n times: last sequence int32 | last offset int64 | offset delta int32
 *                  | timestamp int64
 * </pre>
 *
 * <p>Kafka's part keeps one batch a producer, so that a restart shrinks the window of duplicates from five to one. Ours
 * adds the whole window. A file without it, written by Kafka, is read too.
 */
final class ProducerSnapshot {

    private static final short VERSION = 1;
    private static final int CRC_AT = 2;
    private static final int ENTRIES_AT = 6;
    private static final int ENTRY_BYTES = 46;
    private static final int WINDOWS_MAGIC = 0x54524457;
    private static final int BATCH_BYTES = 24;

    private ProducerSnapshot() {}

    static byte[] encode(Collection<ProducerEntry> entries) {
        int size = ENTRIES_AT + 4 + 8;
        for (ProducerEntry entry : entries) {
            size += ENTRY_BYTES + 9 + entry.count() * BATCH_BYTES;
        }
        ByteBuffer out = ByteBuffer.allocate(size).putShort(VERSION).putInt(0).putInt(entries.size());
        for (ProducerEntry entry : entries) {
            ProducerEntry.Batch last = entry.isEmpty()
                    ? new ProducerEntry.Batch(-1, -1, 0, entry.lastSeenMs)
                    : entry.batch(entry.count() - 1);
            out.putLong(entry.producerId)
                    .putShort(entry.epoch)
                    .putInt(last.lastSequence())
                    .putLong(last.lastOffset())
                    .putInt(last.offsetDelta())
                    .putLong(entry.lastSeenMs)
                    .putInt(entry.coordinatorEpoch)
                    .putLong(entry.openTransactionOffset);
        }
        out.putInt(WINDOWS_MAGIC).putInt(entries.size());
        for (ProducerEntry entry : entries) {
            out.putLong(entry.producerId).put((byte) entry.count());
            for (int i = 0; i < entry.count(); i++) {
                ProducerEntry.Batch batch = entry.batch(i);
                out.putInt(batch.lastSequence())
                        .putLong(batch.lastOffset())
                        .putInt(batch.offsetDelta())
                        .putLong(batch.timestampMs());
            }
        }
        byte[] bytes = out.array();
        out.putInt(CRC_AT, crc(bytes));
        return bytes;
    }

    /** The entries, or null if the bytes are torn, corrupt or of another version. */
    static @Nullable Collection<ProducerEntry> decode(byte[] bytes) {
        if (bytes.length < ENTRIES_AT + 4) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (in.getShort() != VERSION || in.getInt() != crc(bytes)) {
            return null;
        }
        try {
            Map<Long, ProducerEntry> entries = new LinkedHashMap<>();
            Map<Long, ProducerEntry.Batch> lastBatches = new LinkedHashMap<>();
            for (int left = in.getInt(); left > 0; left--) {
                readEntry(in, entries, lastBatches);
            }
            if (in.remaining() >= 8 && in.getInt() == WINDOWS_MAGIC) {
                readWindows(in, entries);
            } else {
                lastBatches.forEach((id, batch) -> entries.get(id).add(batch));
            }
            return entries.values();
        } catch (BufferUnderflowException e) {
            return null;
        }
    }

    private static void readEntry(
            ByteBuffer in, Map<Long, ProducerEntry> entries, Map<Long, ProducerEntry.Batch> lastBatches) {
        ProducerEntry entry = new ProducerEntry(in.getLong(), in.getShort());
        int lastSequence = in.getInt();
        long lastOffset = in.getLong();
        int offsetDelta = in.getInt();
        entry.lastSeenMs = in.getLong();
        entry.coordinatorEpoch = in.getInt();
        entry.openTransactionOffset = in.getLong();
        entries.put(entry.producerId, entry);
        if (lastSequence >= 0) {
            lastBatches.put(
                    entry.producerId, new ProducerEntry.Batch(lastSequence, lastOffset, offsetDelta, entry.lastSeenMs));
        }
    }

    private static void readWindows(ByteBuffer in, Map<Long, ProducerEntry> entries) {
        for (int left = in.getInt(); left > 0; left--) {
            ProducerEntry entry = entries.get(in.getLong());
            for (int batches = in.get(); batches > 0; batches--) {
                ProducerEntry.Batch batch =
                        new ProducerEntry.Batch(in.getInt(), in.getLong(), in.getInt(), in.getLong());
                if (entry != null) {
                    entry.add(batch);
                }
            }
        }
    }

    private static int crc(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, ENTRIES_AT, bytes.length - ENTRIES_AT);
        return (int) crc.getValue();
    }
}
