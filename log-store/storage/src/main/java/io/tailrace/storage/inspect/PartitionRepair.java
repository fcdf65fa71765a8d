package io.tailrace.storage.inspect;

import io.tailrace.storage.disk.Disk;
import io.tailrace.storage.recovery.KnownPoints;
import io.tailrace.storage.recovery.LoadRequest;
import io.tailrace.storage.recovery.LoadedLog;
import io.tailrace.storage.recovery.LogLoader;
import io.tailrace.storage.recovery.ProducerSnapshots;
import io.tailrace.storage.recovery.RecoveryMeter;
import io.tailrace.storage.segment.Extent;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SegmentFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Repairs one partition: verifies it, deletes derived files that do not fit, and has the engine's own recovery read it from
 * the damage on, as if nothing from there on were known to be on the disk. That cuts at the damage and makes derived files anew.
 *
 * <p><b>Threads:</b> one; the owner holds the lock of the data directory.
 */
final class PartitionRepair {

    /** What may be deleted and made anew. */
    private static final Set<ProblemKind> RECOVERED = EnumSet.of(ProblemKind.DERIVED_FILE, ProblemKind.TORN_TAIL);

    private final Disk disk;
    private final Path partition;
    private final boolean dryRun;
    private final boolean cutAtDamage;
    private final int indexIntervalBytes;
    private final Consumer<? super Item> sink;
    private long endOffset;

    PartitionRepair(
            Disk disk,
            Path partition,
            boolean dryRun,
            boolean cutAtDamage,
            int indexIntervalBytes,
            Consumer<? super Item> sink) {
        this.disk = disk;
        this.partition = partition;
        this.dryRun = dryRun;
        this.cutAtDamage = cutAtDamage;
        this.indexIntervalBytes = indexIntervalBytes;
        this.sink = sink;
    }

    /** The offset after the last record that is left. */
    long endOffset() {
        return endOffset;
    }

    /** Returns whether nothing was left alone. */
    boolean run() throws IOException {
        List<Item.Problem> problems = new ArrayList<>();
        ProblemLog log = new ProblemLog(item -> {
            sink.accept(item);
            if (item instanceof Item.Problem problem) {
                problems.add(problem);
            }
        });
        endOffset = new PartitionVerifier(partition, log, new Totals()).verify();
        boolean damaged = problems.stream().anyMatch(each -> isDamage(each.kind()));
        if (damaged && !cutAtDamage) {
            problems.stream().filter(each -> isDamage(each.kind())).forEach(this::leaveDamage);
            return false;
        }
        boolean complete = true;
        Map<Path, Item.Problem> firstOfEach = new LinkedHashMap<>();
        for (Item.Problem problem : problems) {
            if (RECOVERED.contains(problem.kind()) || isDamage(problem.kind())) {
                firstOfEach.putIfAbsent(problem.path(), problem);
            } else {
                leave(problem);
                complete = false;
            }
        }
        if (!firstOfEach.isEmpty()) {
            apply(firstOfEach.values());
        }
        return complete;
    }

    private static boolean isDamage(ProblemKind kind) {
        return kind == ProblemKind.DAMAGED_BATCH || kind == ProblemKind.ORDER;
    }

    private void leaveDamage(Item.Problem problem) {
        sink.accept(new Item.Repair(
                problem.path(),
                "left alone, as is the whole partition: position " + problem.position()
                        + " lies amid the log; to cut it there, with all that follows, must be asked for",
                false));
    }

    private void leave(Item.Problem problem) {
        String action = problem.kind() == ProblemKind.RECORDS
                ? "left alone: the batch is as it was appended"
                : "left alone: a server that knows the topic writes it anew at its next start";
        sink.accept(new Item.Repair(problem.path(), action, false));
    }

    /** @param problems the first of each file, in the order of the segments */
    private void apply(Collection<Item.Problem> problems) throws IOException {
        List<Path> segments = LogFiles.files(partition, FileKind.SEGMENT);
        Set<Long> unindexed = new HashSet<>();
        int checkedFrom = segments.size() - 1;
        for (Item.Problem problem : problems) {
            if (FileKind.of(problem.path()) != FileKind.SEGMENT) {
                act(problem.path(), "made anew from the batches");
                if (!dryRun) {
                    Files.deleteIfExists(problem.path());
                    indexedOffset(problem.path()).ifPresent(unindexed::add);
                }
            }
        }
        for (Item.Problem problem : problems) {
            int index = segments.indexOf(problem.path());
            if (index >= 0) {
                cut(problem, segments.subList(index + 1, segments.size()));
                // A segment that does not follow its predecessor is found by reading that, too.
                checkedFrom = problem.kind() == ProblemKind.ORDER ? index - 1 : index;
                break;
            }
        }
        if (!dryRun) {
            recover(segments.isEmpty() ? 0 : baseOffset(segments.get(checkedFrom)), unindexed);
        }
    }

    /** The base offset of the segment that an index of offsets or times is of. */
    private static OptionalLong indexedOffset(Path file) {
        FileKind kind = FileKind.of(file);
        return kind == FileKind.OFFSET_INDEX || kind == FileKind.TIME_INDEX
                ? kind.offsetOf(file)
                : OptionalLong.empty();
    }

    private void cut(Item.Problem problem, List<Path> later) throws IOException {
        long size = Files.size(problem.path());
        act(
                problem.path(),
                problem.kind() == ProblemKind.ORDER
                        ? "deleted: it does not follow its predecessor"
                        : "cut " + (size - problem.position()) + " B from position " + problem.position() + " on");
        for (Path segment : later) {
            act(segment, "deleted: it lies behind the cut");
        }
    }

    private static long baseOffset(Path segment) {
        return FileKind.SEGMENT.offsetOf(segment).orElseThrow();
    }

    private void act(Path file, String action) {
        sink.accept(new Item.Repair(file, action, !dryRun));
    }

    /**
     * @param recoveryPoint segments before it are known to be sound; compaction may have left gaps between them
     * @param unindexed base offsets of segments whose indexes are made anew; the engine itself does so when it needs them
     */
    private void recover(long recoveryPoint, Set<Long> unindexed) throws IOException {
        String name = FileKind.nameOf(partition);
        LoadedLog loaded = LogLoader.load(new LoadRequest(
                disk,
                partition,
                name,
                new KnownPoints(0, recoveryPoint, null),
                false,
                indexIntervalBytes,
                System.currentTimeMillis(),
                RecoveryMeter.none(partition)));
        try {
            endOffset = loaded.endOffset();
            new ProducerSnapshots(disk, partition, name).write(loaded.producers(), endOffset);
            for (Segment segment : loaded.segments().all()) {
                if (segment.baseOffset() < recoveryPoint && unindexed.contains(segment.baseOffset())) {
                    segment.rebuildIndexes(indexIntervalBytes, true, new Extent(SegmentFiles.MAX_OFFSET, false));
                }
            }
        } finally {
            for (Segment segment : loaded.segments().all()) {
                segment.close();
            }
        }
    }
}
