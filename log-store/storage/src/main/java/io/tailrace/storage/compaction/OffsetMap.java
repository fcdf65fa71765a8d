package io.tailrace.storage.compaction;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * The last offset of each key, in bounded memory: an open-addressed table with linear probing in one buffer outside of the heap.
 *
 * <pre>
 *   slot, 24 B:  hash of the key 16 B | offset + 1 int64, 0 while the slot is empty
 * </pre>
 *
 * <p>Keys themselves are not kept, so a slot has the same size whatever the key ({@link KeyHash} says why that is safe). A
 * full map refuses new keys, and its owner ends the range that it covers there; nothing is ever evicted.
 *
 * <p>Life cycle: filled in ascending order of offsets, then asked, then closed. <b>Threads:</b> one.
 */
final class OffsetMap implements AutoCloseable {

    static final int ENTRY_BYTES = 24;
    static final long NONE = -1;

    private static final int MIN_SLOTS = 16;
    private static final int OFFSET_AT = 16;

    private final ByteBuf table;
    private final KeyHash hash;
    private final int slots;
    private final int maxEntries;
    private int entries;
    private long latestOffset;

    private OffsetMap(int slots, double loadFactor, long coveredOffset, KeyHash hash) {
        this.slots = slots;
        this.maxEntries = Math.max(1, Math.min((int) (slots * loadFactor), slots - 1)); // a free slot ends every probe
        this.table = Unpooled.directBuffer(slots * ENTRY_BYTES, slots * ENTRY_BYTES);
        this.table.setZero(0, slots * ENTRY_BYTES);
        this.latestOffset = coveredOffset;
        this.hash = hash;
    }

    /**
     * A map that covers nothing yet.
     *
     * @param maxBytes most memory it takes
     * @param expectedKeys how many keys there are at most; no more memory is taken than they need
     * @param fromOffset the first offset that it will cover
     */
    static OffsetMap create(long maxBytes, long expectedKeys, double loadFactor, long fromOffset, KeyHash hash) {
        long affordable = Math.min(maxBytes, Integer.MAX_VALUE) / ENTRY_BYTES;
        long needed = (long) Math.ceil(expectedKeys / loadFactor) + 1;
        int slots = (int) Math.max(Math.min(affordable, needed), MIN_SLOTS);
        return new OffsetMap(slots, loadFactor, fromOffset - 1, hash);
    }

    /**
     * Notes that {@code key} was written at {@code offset}, later than all that was noted before.
     *
     * @return false if there is no room for another key; then nothing changed
     */
    boolean put(ByteBuf key, long offset) {
        int slot = slotOf(key);
        boolean empty = table.getLong(slot + OFFSET_AT) == 0;
        if (empty && entries >= maxEntries) {
            return false;
        }
        if (empty) {
            entries++;
            table.setLong(slot, hash.high());
            table.setLong(slot + Long.BYTES, hash.low());
        }
        table.setLong(slot + OFFSET_AT, offset + 1);
        latestOffset = offset;
        return true;
    }

    /** The last offset of {@code key}, or {@link #NONE}. */
    long get(ByteBuf key) {
        return table.getLong(slotOf(key) + OFFSET_AT) - 1;
    }

    /** Where in the table the key is, or would be. */
    private int slotOf(ByteBuf key) {
        hash.of(key);
        long high = hash.high();
        long low = hash.low();
        int slot = (int) (((high >>> 32) * slots) >>> 32);
        while (true) {
            int at = slot * ENTRY_BYTES;
            if (table.getLong(at + OFFSET_AT) == 0
                    || (table.getLong(at) == high && table.getLong(at + Long.BYTES) == low)) {
                return at;
            }
            slot = slot + 1 == slots ? 0 : slot + 1;
        }
    }

    /** Says that there is no further record up to {@code offset}. */
    void cover(long offset) {
        latestOffset = Math.max(latestOffset, offset);
    }

    /** All records up to here are in the map. */
    long latestOffset() {
        return latestOffset;
    }

    int entries() {
        return entries;
    }

    /** How full it is, of what it may hold. */
    double fill() {
        return (double) entries / maxEntries;
    }

    @Override
    public void close() {
        if (table.refCnt() > 0) {
            table.release();
        }
    }
}
