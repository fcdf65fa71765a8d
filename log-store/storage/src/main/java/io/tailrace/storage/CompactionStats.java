package io.tailrace.storage;

/**
 * What one compaction of a log did.
 *
 * @param log topic and partition
 * @param fromOffset the first offset that had not been compacted before
 * @param endOffset all offsets below are compacted now
 * @param segmentsIn how many segments were written anew, into {@code segmentsOut}
 * @param bytesIn what was read to be written anew
 * @param bytesOut what was written
 * @param recordsIn records that were read to be written anew, control records included
 * @param recordsOut those that stayed
 * @param keylessRecords those that went because they have no key
 * @param mappedRecords records that were read to find the last of each key
 * @param mapEntries different keys among them
 * @param mapFill how full the offset map was, of what it may hold: 1 if it ended the pass early
 * @param mapMs how long building the map took, with all waits
 * @param totalMs how long the pass took, with all waits
 */
public record CompactionStats(
        String log,
        long fromOffset,
        long endOffset,
        int segmentsIn,
        int segmentsOut,
        long bytesIn,
        long bytesOut,
        long recordsIn,
        long recordsOut,
        long keylessRecords,
        long mappedRecords,
        int mapEntries,
        double mapFill,
        long mapMs,
        long totalMs) {}
