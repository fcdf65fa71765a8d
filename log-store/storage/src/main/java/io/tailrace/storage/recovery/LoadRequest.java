package io.tailrace.storage.recovery;

import io.tailrace.storage.disk.Disk;
import java.nio.file.Path;

/**
 * What is known of a partition before its directory is read.
 *
 * @param name topic and partition, for messages
 * @param logStartOffset from the checkpoint; 0 if unknown
 * @param recoveryPoint offsets below it had been synced; 0 if unknown
 * @param clean whether the store was closed in order, so that every file is as it should be
 */
public record LoadRequest(
        Disk disk,
        Path directory,
        String name,
        long logStartOffset,
        long recoveryPoint,
        boolean clean,
        int indexIntervalBytes,
        long nowMs) {}
