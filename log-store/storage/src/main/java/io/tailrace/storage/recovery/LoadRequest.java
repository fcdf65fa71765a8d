package io.tailrace.storage.recovery;

import io.tailrace.storage.disk.Disk;
import java.nio.file.Path;

/**
 * What is known of a partition before its directory is read.
 *
 * @param name topic and partition, for messages
 * @param clean whether the store was closed in order, so that every file is as it should be
 * @param meter is told what is done
 */
public record LoadRequest(
        Disk disk,
        Path directory,
        String name,
        KnownPoints known,
        boolean clean,
        int indexIntervalBytes,
        long nowMs,
        RecoveryMeter meter) {}
