package io.tailrace.protocol.frame;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.codec.RecordsSink;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the records of one message apart while it is written, with the places where they belong.
 *
 * <p><b>Threads:</b> one.
 */
final class RecordsCollector implements RecordsSink {

    /** Payloads smaller than this are copied: a separate buffer costs more in the send path than the copy. */
    static final int COPIED_BELOW_BYTES = 1024;

    /** A payload, and how many bytes of the rest of the frame come before it. */
    private record Splice(int position, ByteBuf records) {}

    private final List<Splice> splices = new ArrayList<>();
    private int sizeBytes;

    @Override
    public void accept(ByteBuf out, ByteBuf records) {
        int length = records.readableBytes();
        if (length < COPIED_BELOW_BYTES) {
            RecordsSink.COPY.accept(out, records);
            return;
        }
        sizeBytes = Math.addExact(sizeBytes, length);
        splices.add(new Splice(out.writerIndex(), records.retainedSlice()));
    }

    /** Bytes kept apart so far. */
    int sizeBytes() {
        return sizeBytes;
    }

    /** Cuts {@code out}, which this consumes, and puts the payloads in between. */
    List<ByteBuf> spliceInto(ByteBuf out) {
        if (splices.isEmpty()) {
            return List.of(out);
        }
        List<ByteBuf> buffers = new ArrayList<>(2 * splices.size() + 1);
        for (Splice splice : splices) {
            int length = splice.position() - out.readerIndex();
            if (length > 0) {
                buffers.add(out.readRetainedSlice(length));
            }
            buffers.add(splice.records());
        }
        if (out.isReadable()) {
            buffers.add(out);
        } else {
            out.release();
        }
        return buffers;
    }

    void release() {
        splices.forEach(splice -> splice.records().release());
    }
}
