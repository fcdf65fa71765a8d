package io.tailrace.storage.epoch;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The leader epochs of one log with their start offsets, both ascending. Kept in the file {@code leader-epoch-checkpoint},
 * one line {@code epoch startOffset} each. Every batch carries its epoch too, so the file can be made anew, but for epochs
 * without a record.
 *
 * <p><b>Threads:</b> the lock of the partition.
 */
public final class LeaderEpochs {

    public static final String FILE_NAME = "leader-epoch-checkpoint";

    private final NavigableMap<Integer, Long> starts = new TreeMap<>();
    private boolean changed;

    /** Takes over the lines of the file; empty if they are not sound. */
    public static Optional<LeaderEpochs> parse(List<String> lines) {
        LeaderEpochs epochs = new LeaderEpochs();
        for (String line : lines) {
            String[] fields = line.trim().split("\\s+");
            try {
                if (fields.length != 2 || !epochs.assign(Integer.parseInt(fields[0]), Long.parseLong(fields[1]))) {
                    return Optional.empty();
                }
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
        epochs.changed = false;
        return Optional.of(epochs);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>(starts.size());
        starts.forEach((epoch, start) -> lines.add(epoch + " " + start));
        return lines;
    }

    /**
     * Begins an epoch, unless it or a later one has begun. Epochs that began at the same offset or after it hold no record
     * and are dropped.
     *
     * @return whether that is news
     */
    public boolean assign(int epoch, long startOffset) {
        if (epoch < 0 || (!starts.isEmpty() && starts.lastKey() >= epoch)) {
            return false;
        }
        starts.values().removeIf(start -> start >= startOffset);
        starts.put(epoch, startOffset);
        changed = true;
        return true;
    }

    /** All epochs, ascending. */
    public List<EpochStart> starts() {
        List<EpochStart> list = new ArrayList<>(starts.size());
        starts.forEach((epoch, start) -> list.add(new EpochStart(epoch, start)));
        return list;
    }

    /** Has the epochs that begin before an offset be those; later ones stay if they are greater. */
    public void replaceBefore(long offset, List<EpochStart> before) {
        List<EpochStart> later = new ArrayList<>(starts());
        later.removeIf(start -> start.startOffset() < offset);
        starts.clear();
        before.forEach(start -> assign(start.epoch(), start.startOffset()));
        later.forEach(start -> assign(start.epoch(), start.startOffset()));
        changed = true;
    }

    /** The last epoch, or -1. */
    public int latest() {
        return starts.isEmpty() ? -1 : starts.lastKey();
    }

    /** The epoch to which an offset belongs, or -1 if that is not known. */
    public int at(long offset) {
        int found = -1;
        for (Map.Entry<Integer, Long> entry : starts.entrySet()) {
            if (entry.getValue() > offset) {
                break;
            }
            found = entry.getKey();
        }
        return found;
    }

    public EpochEnd endOf(int epoch, long logEndOffset) {
        if (epoch < 0) {
            return EpochEnd.UNKNOWN;
        }
        if (epoch == latest()) {
            return new EpochEnd(epoch, logEndOffset);
        }
        Map.Entry<Integer, Long> higher = starts.higherEntry(epoch);
        if (higher == null) {
            return EpochEnd.UNKNOWN;
        }
        Map.Entry<Integer, Long> floor = starts.floorEntry(epoch);
        return new EpochEnd(floor == null ? epoch : floor.getKey(), higher.getValue());
    }

    /** Drops what lies beyond the end of the log. */
    public void truncateEnd(long endOffset) {
        changed |= starts.values().removeIf(start -> start > endOffset);
    }

    /** Drops what lies before the start of the log; the epoch of the start itself stays and begins there. */
    public void truncateStart(long startOffset) {
        Map.Entry<Integer, Long> covering = null;
        for (Map.Entry<Integer, Long> entry : starts.entrySet()) {
            if (entry.getValue() <= startOffset) {
                covering = Map.entry(entry.getKey(), startOffset);
            }
        }
        if (covering != null && starts.values().removeIf(start -> start < startOffset)) {
            starts.put(covering.getKey(), covering.getValue());
            changed = true;
        }
    }

    /** Whether there is news for the file. */
    public boolean isChanged() {
        return changed;
    }

    public void clearChanged() {
        changed = false;
    }

    public void markChanged() {
        changed = true;
    }
}
