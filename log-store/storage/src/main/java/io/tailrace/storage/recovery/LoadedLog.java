package io.tailrace.storage.recovery;

import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.producer.ProducerStates;
import io.tailrace.storage.segment.Segments;

/**
 * A partition as {@link LogLoader} found it. Its content is durable up to {@code endOffset}.
 *
 * @param snapshotOffset where the newest snapshot of the producers is; -1 if there is none
 */
public record LoadedLog(
        Segments segments,
        LeaderEpochs epochs,
        ProducerStates producers,
        long logStartOffset,
        long endOffset,
        long snapshotOffset) {}
