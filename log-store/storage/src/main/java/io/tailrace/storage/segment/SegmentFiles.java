package io.tailrace.storage.segment;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/**
 * The names of the files of a partition. All that belongs to a segment is named by its base offset in twenty digits:
 *
 * <pre>
 *   00000000000000000000.log           batches
 *   00000000000000000000.index         offset → position
 *   00000000000000000000.timeindex     timestamp → offset
 *   00000000000000000000.txnindex      aborted transactions
 *   00000000000000000042.snapshot      producer state before offset 42
 *   leader-epoch-checkpoint            where each leader's epoch begins
 *   partition.metadata                 the topic's id
 * </pre>
 */
public final class SegmentFiles {

    public static final String LOG = ".log";
    public static final String OFFSET_INDEX = ".index";
    public static final String TIME_INDEX = ".timeindex";
    public static final String TRANSACTION_INDEX = ".txnindex";
    public static final String SNAPSHOT = ".snapshot";
    /** The files of a segment, of which the last has the batches and the others can be made anew. */
    public static final List<String> SEGMENT_KINDS = List.of(OFFSET_INDEX, TIME_INDEX, TRANSACTION_INDEX, LOG);
    /** Appended to the name of a file that compaction is writing; worth nothing yet. */
    public static final String CLEANED = ".cleaned";
    /** Appended to the name of a file that compaction has completed: it replaces all that it covers. */
    public static final String SWAP = ".swap";
    /** Appended to the name of a file that no longer belongs to the log and will go soon. */
    public static final String DELETED = ".deleted";

    /** No log has a greater offset: what says so is damaged, and counting on from there would overflow. */
    public static final long MAX_OFFSET = Long.MAX_VALUE / 2;

    private static final int DIGITS = 20;

    private SegmentFiles() {}

    public static Path of(Path directory, long baseOffset, String suffix) {
        StringBuilder name = new StringBuilder(DIGITS + suffix.length());
        String digits = Long.toString(baseOffset);
        name.append("0".repeat(DIGITS - digits.length())).append(digits).append(suffix);
        return directory.resolve(name.toString());
    }

    /** The offset in the name of a file with that suffix, or empty if it is another file. */
    public static OptionalLong offsetOf(String name, String suffix) {
        if (name.length() != DIGITS + suffix.length() || !name.endsWith(suffix)) {
            return OptionalLong.empty();
        }
        try {
            long offset = Long.parseLong(name.substring(0, DIGITS));
            return offset < 0 || offset > MAX_OFFSET ? OptionalLong.empty() : OptionalLong.of(offset);
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }
}
