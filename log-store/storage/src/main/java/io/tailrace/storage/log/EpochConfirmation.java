package io.tailrace.storage.log;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.epoch.EpochStart;
import io.tailrace.storage.epoch.LeaderEpochs;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.LocatedBatch;
import io.tailrace.storage.segment.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds what {@code leader-epoch-checkpoint} says against the batches, each of which carries its epoch: Kafka's file has no checksum, and a
 * replica that is told a wrong end of an epoch cuts its log at the wrong place. A start of the store opens no batch for that; it is
 * done once, before the log is first asked for its epochs. Of each line the batch where it says that the epoch begins, and the one
 * before, must agree, and so must the last batch. If they do not, all lines are made anew: epochs ascend, so where each begins is found by bisection.
 *
 * <p>A batch's epoch is outside its checksum, too. One that is greater than its successor's is not believed. Epochs without a record cannot
 * be checked; nor is anything that lies in damage.
 *
 * <p><b>Threads:</b> any; reads without the lock of the partition and takes it to put epochs right. One thread does it, others wait.
 */
final class EpochConfirmation {

    private static final Logger LOG = LoggerFactory.getLogger(EpochConfirmation.class);

    /** A batch's offsets, and the epoch that it was appended in. */
    private record Span(long first, long next, int epoch) {}

    private final LogState state;
    private volatile boolean confirmed;

    EpochConfirmation(LogState state) {
        this.state = state;
    }

    boolean isConfirmed() {
        return confirmed;
    }

    /** Checks the epochs and puts them right, once. Returns whether they were wrong. */
    synchronized boolean run() throws IOException {
        if (confirmed) {
            return false;
        }
        long start;
        long end;
        List<EpochStart> said;
        synchronized (state.lock) {
            start = state.logStartOffset;
            end = state.endOffset;
            said = state.epochs.starts();
        }
        String contradiction = contradiction(said, start, end);
        List<EpochStart> found = contradiction == null ? null : survey(start, end);
        if (found != null) {
            LOG.error("{}: {}; the epochs were {}, and are {} by the batches", state.name, contradiction, said, found);
            synchronized (state.lock) {
                state.epochs.replaceBefore(end, found);
            }
        }
        confirmed = true;
        return found != null;
    }

    /** What the batches say that the lines do not; null if nothing. */
    private @Nullable String contradiction(List<EpochStart> said, long start, long end) throws IOException {
        for (EpochStart line : said) {
            long from = Math.max(line.startOffset(), start);
            if (from >= end) {
                break;
            }
            String problem = contradiction(said, at(from), from, end);
            if (problem == null && from > start) {
                problem = contradiction(said, at(from - 1), start, from);
            }
            if (problem != null) {
                return problem;
            }
        }
        return start < end ? contradiction(said, at(end - 1), start, end) : null;
    }

    /** @return null as well if there is no batch, or none that reaches into the range */
    private static @Nullable String contradiction(List<EpochStart> said, @Nullable Span batch, long from, long to) {
        if (batch == null || batch.epoch < 0 || batch.first >= to || batch.next <= from) {
            return null;
        }
        int epoch = -1;
        for (EpochStart line : said) {
            epoch = line.startOffset() <= Math.max(batch.first, from) ? line.epoch() : epoch;
        }
        boolean crossesTheEnd = batch.first < to && batch.next > to;
        return batch.epoch == epoch && !crossesTheEnd
                ? null
                : "expected epoch " + epoch + " at offsets " + batch.first + ".." + (batch.next - 1) + " by "
                        + LeaderEpochs.FILE_NAME + ", found epoch " + batch.epoch;
    }

    /** Where epochs begin, by the batches; null if that cannot be found out. */
    private @Nullable List<EpochStart> survey(long start, long end) throws IOException {
        List<EpochStart> found = new ArrayList<>();
        Span last = start < end ? at(end - 1) : null;
        Span span = start < end ? at(start) : null;
        while (span != null && last != null) {
            if (span.epoch >= 0) {
                found.add(new EpochStart(span.epoch, Math.max(start, span.first)));
            }
            if (span.epoch >= last.epoch) {
                return found;
            }
            span = firstAfter(span, last);
        }
        return null;
    }

    /** The first batch with a later epoch than that of {@code span}; {@code last} has one. */
    private @Nullable Span firstAfter(Span span, Span last) throws IOException {
        long low = span.next;
        long high = last.first;
        Span found = last;
        while (low < high) {
            long offset = low + (high - low) / 2;
            Span middle = at(offset);
            if (middle == null) {
                return null;
            }
            if (middle.epoch > span.epoch) {
                found = middle;
                high = Math.min(offset, middle.first);
            } else {
                low = middle.next;
            }
        }
        return found;
    }

    /** The batch that holds an offset or follows it; null if there is none, or damage in its place. */
    private @Nullable Span at(long offset) throws IOException {
        for (Segment segment : state.segments.from(offset)) {
            LocatedBatch located = segment.locate(offset, state.extentOf(segment));
            if (located != null) {
                return located.problem() == null ? span(segment, located.position()) : null;
            }
        }
        return null;
    }

    private static @Nullable Span span(Segment segment, int position) throws IOException {
        try (BatchScanner scanner = segment.scanHeaders(position)) {
            RecordBatch batch = scanner.next();
            if (batch == null) {
                return null;
            }
            long first = batch.baseOffset();
            long next = batch.nextOffset();
            int epoch = batch.partitionLeaderEpoch();
            RecordBatch behind = scanner.next();
            boolean tooGreat = behind != null && behind.partitionLeaderEpoch() < epoch;
            return new Span(first, next, tooGreat ? behind.partitionLeaderEpoch() : epoch);
        } catch (InvalidRecordBatchException e) {
            return null;
        }
    }
}
