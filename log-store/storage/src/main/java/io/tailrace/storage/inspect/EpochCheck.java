package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.RecordBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Holds the leader-epoch checkpoint against the epochs that batches carry. Batches before the first line are before the start of
 * the log; an epoch later than the last line had not been written down before the process ended.
 */
final class EpochCheck {

    private final Path file;
    private final ProblemLog problems;
    private final NavigableMap<Long, Integer> epochs = new TreeMap<>();
    private int latest = -1;

    EpochCheck(Path file, List<Item.LeaderEpoch> lines, ProblemLog problems) {
        this.file = file;
        this.problems = problems;
        long lastStart = -1;
        for (Item.LeaderEpoch line : lines) {
            if (line.epoch() <= latest || line.startOffset() <= lastStart) {
                report("an epoch after " + latest + " that starts after offset " + lastStart, line.toString());
            }
            latest = Math.max(latest, line.epoch());
            lastStart = Math.max(lastStart, line.startOffset());
            epochs.put(line.startOffset(), line.epoch());
        }
    }

    void batch(RecordBatch batch) {
        int epoch = batch.partitionLeaderEpoch();
        Map.Entry<Long, Integer> line = epochs.floorEntry(batch.baseOffset());
        if (epoch < 0 || epoch > latest || line == null || line.getValue() == epoch) {
            return;
        }
        report("epoch " + epoch + " at offset " + batch.baseOffset(), "epoch " + line.getValue());
        epochs.put(batch.baseOffset(), epoch); // told once, not for each batch of it
    }

    void end(long endOffset) {
        if (!epochs.isEmpty() && epochs.lastKey() > endOffset) {
            report("epochs that start up to the log's end at offset " + endOffset, String.valueOf(epochs.lastKey()));
        }
    }

    private void report(String expected, String found) {
        problems.report(ProblemKind.DERIVED_FILE, file, -1, expected, found);
    }
}
