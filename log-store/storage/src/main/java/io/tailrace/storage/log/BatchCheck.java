package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.record.InvalidRecordBatchException;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.storage.segment.Extent;
import io.tailrace.storage.segment.Segment;
import io.tailrace.storage.segment.SoundBatch;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the batches of one read, in their order, against what they must be: framed, with offsets that fit their neighbours',
 * and, where the bytes were not verified lately, with the right checksum. The base offset is outside the checksum; a write
 * that went astray even brings a valid one. What tells them is that their offsets do not fit.
 *
 * <p><b>Threads:</b> one; for one read.
 */
final class BatchCheck {

    private final LogState state;
    private final Segment segment;
    private final int position;
    private int verifiedUntil;
    private long next;
    private boolean mayBeginEarlier;
    /** Looked up when a batch follows a gap. */
    private @Nullable Extent extent;

    /**
     * @param position of the read in the segment
     * @param start the offset that the read begins with, which the first batch holds or follows
     * @param afterBatch whether the batch before that position ended just before {@code start}, so that no batch that begins
     *     earlier can follow; else a search has found the first batch to be where it was written
     */
    BatchCheck(LogState state, Segment segment, int position, long start, boolean afterBatch) {
        this.state = state;
        this.segment = segment;
        this.position = position;
        this.next = start;
        this.mayBeginEarlier = !afterBatch;
        this.verifiedUntil = segment.verifiedUntil(position);
    }

    /** What is wrong with the batch at {@code index} of the buffer, of which {@code bytes} were read; null if nothing is. */
    @Nullable
    String problemAt(ByteBuf buffer, int index, int bytes) throws IOException {
        try {
            RecordBatch batch = RecordBatch.at(buffer, index);
            verify(batch, position + index);
            String problem = misplaced(batch, buffer, index + batch.sizeInBytes(), bytes);
            next = batch.nextOffset();
            mayBeginEarlier = false;
            return problem;
        } catch (InvalidRecordBatchException e) {
            return e.getMessage();
        }
    }

    private void verify(RecordBatch batch, int at) {
        if (at >= verifiedUntil) {
            verifiedUntil = segment.verifiedUntil(at);
        }
        if (at + batch.sizeInBytes() > verifiedUntil) {
            batch.ensureValid();
        }
    }

    private @Nullable String misplaced(RecordBatch batch, ByteBuf buffer, int successorIndex, int bytes)
            throws IOException {
        boolean early = mayBeginEarlier ? batch.lastOffset() < next : batch.baseOffset() < next;
        if (early) {
            return "expected offset " + next + " or later, found " + batch.baseOffset() + ".." + batch.lastOffset();
        }
        if (mayBeginEarlier || batch.baseOffset() == next || mayFollowGap(batch, buffer, successorIndex, bytes)) {
            return null;
        }
        SoundBatch here = new SoundBatch(
                position + batch.index(), position + successorIndex, batch.baseOffset(), batch.nextOffset());
        return segment.isPlaced(here, next, extent())
                ? null
                : "expected offsets from " + next + " on that do not overlap with the next batch's, found "
                        + batch.baseOffset() + ".." + batch.lastOffset();
    }

    /** Whether gaps are normal, and what was read of the batch behind shows that this one does not overlap with it. */
    private boolean mayFollowGap(RecordBatch batch, ByteBuf buffer, int successorIndex, int bytes) {
        return !extent().isDense()
                && successorIndex + RecordBatch.HEADER_BYTES <= bytes
                && RecordBatch.magicAt(buffer, successorIndex) == RecordBatch.MAGIC_V2
                && buffer.getLong(successorIndex) >= batch.nextOffset();
    }

    private Extent extent() {
        Extent known = extent;
        if (known == null) {
            known = state.extentOf(segment);
            extent = known;
        }
        return known;
    }

    /** Everything up to {@code index} of the read was found to be sound. */
    void passed(int index) {
        segment.markVerified(position, position + index);
    }
}
