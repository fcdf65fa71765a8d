package io.tailrace.storage.disk.memory;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Random;

/**
 * The bytes of a file, as the processes see them and as they are on the device. A write changes the first; a sync copies the
 * sectors that changed to the second; a power failure leaves the second with any of the changed sectors, and any size between
 * the two sizes.
 *
 * <p><b>Threads:</b> the monitor of the disk.
 */
final class MemoryContent implements MemoryNode {

    private static final int SECTOR_BYTES = 512;

    private byte[] seen = {};
    private int seenSize;
    private byte[] stored = {};
    private int storedSize;
    private final BitSet changedSectors = new BitSet();
    long modifiedMs;

    int size() {
        return seenSize;
    }

    void write(int position, byte[] bytes, int length) {
        int end = position + length;
        if (end > seen.length) {
            seen = Arrays.copyOf(seen, Math.max(end, seen.length * 2));
        }
        if (position > seenSize) {
            Arrays.fill(seen, seenSize, position, (byte) 0);
            markChanged(seenSize, position);
        }
        System.arraycopy(bytes, 0, seen, position, length);
        seenSize = Math.max(seenSize, end);
        markChanged(position, end);
    }

    private void markChanged(int from, int to) {
        if (to > from) {
            changedSectors.set(from / SECTOR_BYTES, (to - 1) / SECTOR_BYTES + 1);
        }
    }

    byte[] read(int position, int length) {
        int end = Math.min(seenSize, position + length);
        return position >= end ? new byte[0] : Arrays.copyOfRange(seen, position, end);
    }

    void truncate(int size) {
        if (size < seenSize) {
            Arrays.fill(seen, size, seenSize, (byte) 0);
            markChanged(size, seenSize);
            seenSize = size;
        }
    }

    void force() {
        stored = Arrays.copyOf(seen, seenSize);
        storedSize = seenSize;
        changedSectors.clear();
    }

    void flipBit(long bit) {
        int index = (int) (bit / 8);
        byte flipped = (byte) (seen[index] ^ (1 << (bit % 8)));
        seen[index] = flipped;
        if (index < storedSize) {
            stored[index] = flipped;
        }
    }

    @Override
    public long sizeBytes() {
        return seenSize;
    }

    @Override
    public void losePower(Random random) {
        int mode = random.nextInt(4);
        int low = Math.min(seenSize, storedSize);
        int high = Math.max(seenSize, storedSize);
        // The size may be stored without the data: holes of zeros within a batch are for the checksum to find.
        boolean fullSize = mode == 1 || mode == 3;
        int size = mode == 0 ? storedSize : fullSize ? seenSize : low + random.nextInt(high - low + 1);
        double keep = mode == 0 ? 0 : mode == 1 ? 1 : random.nextDouble();
        byte[] left = Arrays.copyOf(stored, Math.max(high, stored.length));
        for (int sector = changedSectors.nextSetBit(0); sector >= 0; sector = changedSectors.nextSetBit(sector + 1)) {
            if (random.nextDouble() < keep) {
                int from = sector * SECTOR_BYTES;
                int to = Math.min(from + SECTOR_BYTES, Math.min(left.length, seen.length));
                if (to > from) {
                    System.arraycopy(seen, from, left, from, to - from);
                }
            }
        }
        seen = Arrays.copyOf(left, size);
        seenSize = size;
        force();
    }
}
