package io.tailrace.storage.inspect;

import java.nio.ByteBuffer;

/**
 * The entries of the three kinds of indexes.
 *
 * <pre>
 *   .index       relative offset int32 | position int32
 *   .timeindex   timestamp int64 | relative offset int32
 *   .txnindex    version int16 = 0 | producer id int64 | first offset int64 | last offset int64 | last stable offset int64
 *                a first offset of Long.MAX_VALUE: a seal, whose producer id is a CRC-32C of all that precedes
 * </pre>
 */
final class IndexEntries {

    private IndexEntries() {}

    static int entryBytes(FileKind kind) {
        return switch (kind) {
            case OFFSET_INDEX -> 8;
            case TIME_INDEX -> 12;
            case TRANSACTION_INDEX -> 34;
            default -> throw new IllegalArgumentException("expected a kind of index, found " + kind);
        };
    }

    static Item item(FileKind kind, long baseOffset, ByteBuffer entry) {
        return switch (kind) {
            case OFFSET_INDEX -> new Item.OffsetEntry(baseOffset + entry.getInt(0), entry.getInt(4));
            case TIME_INDEX -> new Item.TimeEntry(entry.getLong(0), baseOffset + entry.getInt(8));
            case TRANSACTION_INDEX -> transaction(entry);
            default -> throw new IllegalArgumentException("expected a kind of index, found " + kind);
        };
    }

    private static Item transaction(ByteBuffer entry) {
        long firstOffset = entry.getLong(10);
        return firstOffset == Long.MAX_VALUE
                ? new Item.TransactionIndexSeal(Long.toHexString(entry.getLong(2)))
                : new Item.AbortedTransaction(entry.getLong(2), firstOffset, entry.getLong(18), entry.getLong(26));
    }
}
