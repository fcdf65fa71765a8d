package io.tailrace.storage.log;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a log with transactions should be, kept in lists: each offset's value or marker, and whom it is from. It decides what is
 * stable and what was aborted by going through all of it each time.
 */
final class TransactionModel {

    /** One offset. {@code value} is null for a marker. */
    record Entry(long producerId, boolean transactional, String value, boolean commits) {

        boolean isMarker() {
            return value == null;
        }
    }

    /** A transaction that has ended, with the offset of its marker. */
    record Ended(long producerId, long firstOffset, long lastOffset, boolean committed) {}

    private final List<Entry> entries = new ArrayList<>();

    long end() {
        return entries.size();
    }

    void append(long producerId, boolean transactional, List<String> values) {
        values.forEach(value -> entries.add(new Entry(producerId, transactional, value, false)));
    }

    void end(long producerId, boolean commits) {
        entries.add(new Entry(producerId, true, null, commits));
    }

    void truncate(long end) {
        entries.subList((int) end, entries.size()).clear();
    }

    /** Offsets that a log which lost its end and began anew does not have. */
    void skipTo(long end) {
        while (entries.size() < end) {
            entries.add(new Entry(-1, false, "", false));
        }
    }

    /** A log that is empty and has forgotten its producers knows of no transaction before its start. */
    void forgetBefore(long start) {
        for (int offset = 0; offset < start; offset++) {
            entries.set(offset, new Entry(-1, false, "", false));
        }
    }

    List<Entry> entries(long from, long to) {
        return entries.subList((int) from, (int) to);
    }

    /** First offsets of the transactions that are open at {@code end}, by producer. */
    Map<Long, Long> open(long end) {
        Map<Long, Long> open = new HashMap<>();
        ended(end, open);
        return open;
    }

    List<Ended> ended(long end) {
        return ended(end, new HashMap<>());
    }

    private List<Ended> ended(long end, Map<Long, Long> open) {
        List<Ended> ended = new ArrayList<>();
        for (int offset = 0; offset < end; offset++) {
            Entry entry = entries.get(offset);
            if (entry.isMarker()) {
                Long first = open.remove(entry.producerId);
                if (first != null) {
                    ended.add(new Ended(entry.producerId, first, offset, entry.commits));
                }
            } else if (entry.transactional) {
                open.putIfAbsent(entry.producerId, (long) offset);
            }
        }
        return ended;
    }

    /** Where the first transaction begins that is open at {@code end} or whose marker is not below {@code highWatermark}. */
    long lastStableOffset(long end, long highWatermark) {
        Map<Long, Long> open = new HashMap<>();
        long stable = highWatermark;
        for (Ended one : ended(end, open)) {
            if (one.lastOffset >= highWatermark) {
                stable = Math.min(stable, one.firstOffset);
            }
        }
        for (long first : open.values()) {
            stable = Math.min(stable, first);
        }
        return stable;
    }

    /** Values between two offsets that a reader of committed records gets; all transactions with data there must have ended. */
    List<String> committed(long from, long to) {
        Set<Long> aborted = new TreeSet<>();
        for (Ended one : ended(entries.size())) {
            if (!one.committed) {
                for (long offset = one.firstOffset; offset < one.lastOffset; offset++) {
                    Entry entry = entries.get((int) offset);
                    if (entry.transactional && entry.producerId == one.producerId) {
                        aborted.add(offset);
                    }
                }
            }
        }
        List<String> values = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            Entry entry = entries.get((int) offset);
            if (!entry.isMarker() && !aborted.contains(offset)) {
                values.add(entry.value);
            }
        }
        return values;
    }

    /** How many records of a producer are in its transactions and outside of them, which is its next sequence number. */
    int nextSequence(long producerId, long end) {
        int count = 0;
        for (Entry entry : entries(0, end)) {
            count += entry.producerId == producerId && !entry.isMarker() ? 1 : 0;
        }
        return count;
    }
}
