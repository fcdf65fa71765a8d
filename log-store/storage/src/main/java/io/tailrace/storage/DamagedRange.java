package io.tailrace.storage;

import java.nio.file.Path;

/**
 * Bytes of a log that are not what was written.
 *
 * @param log topic and partition
 * @param file the segment
 * @param position where in the file the damage begins
 * @param sizeBytes how long it is
 * @param firstOffset the first offset that cannot be served
 * @param endOffset the offset after the last that cannot be served
 * @param problem what was expected and what was found
 */
public record DamagedRange(
        String log, Path file, long position, long sizeBytes, long firstOffset, long endOffset, String problem) {

    @Override
    public String toString() {
        return log + ": " + file + " is damaged at position " + position + " for " + sizeBytes + " B, offsets "
                + firstOffset + " to " + (endOffset - 1) + ": " + problem;
    }
}
