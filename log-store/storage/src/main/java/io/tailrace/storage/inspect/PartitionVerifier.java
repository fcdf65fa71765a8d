package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a partition's directory from begin to end and judges every file of it.
 *
 * <p><b>Threads:</b> one.
 */
final class PartitionVerifier {

    /** Kafka's default of {@code index.interval.bytes}: a segment that is longer has an index. */
    private static final int INDEX_INTERVAL_BYTES = 4096;

    private final Path partition;
    private final ProblemLog problems;
    private final Totals totals;
    private final TransactionIndexCheck.OpenTransactions transactions = new TransactionIndexCheck.OpenTransactions();
    private long endOffset;

    PartitionVerifier(Path partition, ProblemLog problems, Totals totals) {
        this.partition = partition;
        this.problems = problems;
        this.totals = totals;
    }

    /** Returns the offset after the last sound batch. */
    long verify() throws IOException {
        EpochCheck epochs = epochs();
        List<Path> segments = LogFiles.files(partition, FileKind.SEGMENT);
        for (int i = 0; i < segments.size(); i++) {
            Path segment = segments.get(i);
            long baseOffset = FileKind.SEGMENT.offsetOf(segment).orElseThrow();
            if (i > 0 && baseOffset < endOffset) {
                problems.report(
                        ProblemKind.ORDER,
                        segment,
                        0,
                        "a segment that begins where its predecessor ends, at offset " + endOffset + ", or later",
                        String.valueOf(baseOffset));
            }
            endOffset = Math.max(endOffset, baseOffset);
            verifySegment(segment, baseOffset, i == segments.size() - 1, epochs);
        }
        epochs.end(endOffset);
        verifyOthers();
        return endOffset;
    }

    private EpochCheck epochs() throws IOException {
        Path file = partition.resolve(FileKind.LEADER_EPOCHS.suffix());
        List<Item.LeaderEpoch> lines =
                new TextFiles(problems).checkpoint(file, FileKind.LEADER_EPOCHS, Item.LeaderEpoch.class);
        return new EpochCheck(file, lines, problems);
    }

    private void verifySegment(Path segment, long baseOffset, boolean last, EpochCheck epochs) throws IOException {
        List<BatchCheck> checks = new ArrayList<>();
        try {
            addChecks(checks, baseOffset, last, Files.size(segment));
            SegmentVerifier verifier = new SegmentVerifier(segment, baseOffset, last, problems, totals);
            SegmentVerifier.End end = verifier.verify((batch, position) -> {
                epochs.batch(batch);
                for (BatchCheck check : checks) {
                    apply(check, batch, position);
                }
            });
            endOffset = Math.max(endOffset, end.nextOffset());
            if (!end.sound()) {
                transactions.clear(); // their markers may have been in what is damaged
                return;
            }
            for (BatchCheck check : checks) {
                check.end(end.sizeBytes());
            }
        } finally {
            for (BatchCheck check : checks) {
                check.close();
            }
        }
    }

    private static void apply(BatchCheck check, RecordBatch batch, long position) throws IOException {
        try {
            check.batch(batch, position);
        } catch (InvalidRecordBatchException e) {
            // The records of the batch are malformed, which the segment's own check reports.
            return;
        }
    }

    private void addChecks(List<BatchCheck> checks, long baseOffset, boolean last, long size) throws IOException {
        Path offsets = LogFiles.sibling(partition, baseOffset, FileKind.OFFSET_INDEX);
        if (Files.exists(offsets)) {
            checks.add(new OffsetIndexCheck(offsets, problems));
        } else if (size > INDEX_INTERVAL_BYTES && !last) {
            missing(offsets);
        }
        Path times = LogFiles.sibling(partition, baseOffset, FileKind.TIME_INDEX);
        if (Files.exists(times)) {
            checks.add(new TimeIndexCheck(times, !last, problems));
        } else if (size > INDEX_INTERVAL_BYTES && !last) {
            missing(times);
        }
        checks.add(new TransactionIndexCheck(
                LogFiles.sibling(partition, baseOffset, FileKind.TRANSACTION_INDEX), transactions, problems));
    }

    private void missing(Path file) {
        problems.report(ProblemKind.DERIVED_FILE, file, -1, "the file", "none");
    }

    private void verifyOthers() throws IOException {
        for (Path file : LogFiles.files(partition, null)) {
            FileKind kind = FileKind.of(file);
            totals.file(Files.size(file));
            if (kind == FileKind.PRODUCER_SNAPSHOT) {
                verifySnapshot(file);
            } else if (kind == FileKind.PARTITION_METADATA) {
                new TextFiles(problems).readMetadata(file, item -> {});
            } else if (kind == FileKind.OFFSET_INDEX
                    || kind == FileKind.TIME_INDEX
                    || kind == FileKind.TRANSACTION_INDEX) {
                verifyBelongs(file, kind);
            }
        }
    }

    private void verifySnapshot(Path file) throws IOException {
        long offset = FileKind.PRODUCER_SNAPSHOT.offsetOf(file).orElseThrow();
        new SnapshotFile(file, problems).read(item -> {
            if (item instanceof Item.Producer producer && producer.lastOffset() >= offset) {
                problems.report(
                        ProblemKind.DERIVED_FILE,
                        file,
                        -1,
                        "producers as they were before offset " + offset,
                        producer.toString());
            }
        });
        if (offset > endOffset) {
            problems.report(
                    ProblemKind.DERIVED_FILE,
                    file,
                    -1,
                    "a snapshot up to the log's end at offset " + endOffset,
                    String.valueOf(offset));
        }
    }

    private void verifyBelongs(Path index, FileKind kind) {
        long baseOffset = kind.offsetOf(index).orElseThrow();
        Path segment = LogFiles.sibling(partition, baseOffset, FileKind.SEGMENT);
        if (!Files.exists(segment)) {
            problems.report(ProblemKind.DERIVED_FILE, index, -1, "the segment that it is of", "none");
        }
    }
}
