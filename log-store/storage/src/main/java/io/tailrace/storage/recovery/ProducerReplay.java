package io.tailrace.storage.recovery;

import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.index.AbortedTransaction;
import io.tailrace.storage.producer.ProducerStates;
import io.tailrace.storage.segment.BatchScanner;
import io.tailrace.storage.segment.DamagedIndexException;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.Segments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes anew from the batches what is derived from them and from the state before: the producers, and transaction indexes. A
 * transaction may begin segments before its marker, so an index is made by going through the log from a snapshot of the
 * producers on.
 *
 * <p><b>Threads:</b> one.
 */
public final class ProducerReplay {

    private static final Logger LOG = LoggerFactory.getLogger(ProducerReplay.class);

    private final String log;
    private final ProducerSnapshots snapshots;
    private final Segments segments;
    private final long endOffset;
    private final long nowMs;

    /**
     * @param log the partition's name, for messages
     * @param endOffset of the log
     */
    public ProducerReplay(String log, ProducerSnapshots snapshots, Segments segments, long endOffset, long nowMs) {
        this.log = log;
        this.snapshots = snapshots;
        this.segments = segments;
        this.endOffset = endOffset;
        this.nowMs = nowMs;
    }

    /**
     * Brings producers up to the end of the log.
     *
     * @param trusted the offset up to which snapshots are known to fit the log
     * @param stale segments whose transaction index is empty and is to be filled, and the offset from which on it lacks entries
     * @param writeSnapshots whether to write the snapshots that segments begin with on the way
     *
     * @return the offset of the snapshot that was restored, or where the log begins
     */
    public long run(ProducerStates producers, long trusted, Map<Segment, Long> stale, boolean writeSnapshots)
            throws IOException {
        long from = snapshots.restore(producers, segments.all(), trusted);
        List<Segment> before = new ArrayList<>();
        stale.forEach((segment, lacksFrom) -> {
            if (lacksFrom < from) {
                before.add(segment);
            }
        });
        if (!before.isEmpty()) {
            index(before);
        }
        resume(producers, from, stale, writeSnapshots);
        return from;
    }

    /** Goes on from a state that is known: that before offset {@code from}. */
    void resume(ProducerStates producers, long from, Map<Segment, Long> stale, boolean writeSnapshots)
            throws IOException {
        if (from >= endOffset) {
            return;
        }
        for (Segment segment : segments.from(from)) {
            if (writeSnapshots && segment.baseOffset() > from) {
                snapshots.write(producers, segment.baseOffset());
            }
            replay(producers, segment, from, stale.getOrDefault(segment, -1L) >= from);
        }
    }

    /** Fills the indexes of segments from an older state than the one that is wanted in the end. */
    private void index(List<Segment> stale) throws IOException {
        ProducerStates past = new ProducerStates(log);
        long from = snapshots.restoreBefore(
                past, stale.get(0).baseOffset(), segments.first().baseOffset());
        Segment last = stale.get(stale.size() - 1);
        for (Segment segment : segments.from(from)) {
            replay(past, segment, from, stale.contains(segment));
            if (segment == last) {
                return;
            }
        }
    }

    private static BatchScanner wholeFrom(Segment segment, long offset) throws IOException {
        try {
            return segment.scanWholeFrom(offset);
        } catch (DamagedIndexException e) {
            return segment.scanWhole(); // who reads the segment next makes its indexes anew
        }
    }

    /** Damage in data that was not cut ends the segment. */
    private void replay(ProducerStates producers, Segment segment, long from, boolean index) throws IOException {
        BatchScanner batches = wholeFrom(segment, from);
        try (batches) {
            for (RecordBatch batch = batches.next(); batch != null; batch = batches.next()) {
                if (batch.baseOffset() >= from) {
                    AbortedTransaction aborted = producers.update(batch, nowMs);
                    if (index && aborted != null) {
                        segment.transactions().append(aborted);
                    }
                }
            }
        } catch (InvalidRecordBatchException e) {
            LOG.error(
                    "{}: replay met damage at position {} of {}: {}",
                    log,
                    batches.position(),
                    segment.path(),
                    e.getMessage());
        }
    }
}
