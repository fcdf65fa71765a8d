package io.tailrace.protocol.record;

import io.netty.buffer.ByteBuf;
import java.util.Iterator;
import java.util.NoSuchElementException;

/**
 * The batches that lie one after another between a buffer's reader and writer index. A last batch that is cut off ends
 * the iteration, because a fetch may end anywhere; bytes that can be no batch throw {@link InvalidRecordBatchException}.
 *
 * <p><b>Threads:</b> as the buffer.
 */
public final class RecordBatches implements Iterable<RecordBatch> {

    private final ByteBuf buffer;

    private RecordBatches(ByteBuf buffer) {
        this.buffer = buffer;
    }

    /** The batches of {@code buffer}, whose indices stay as they are. */
    public static RecordBatches of(ByteBuf buffer) {
        return new RecordBatches(buffer);
    }

    /** Bytes up to the end of the last whole batch. */
    public int validBytes() {
        int bytes = 0;
        for (RecordBatch batch : this) {
            bytes += batch.sizeInBytes();
        }
        return bytes;
    }

    @Override
    public Iterator<RecordBatch> iterator() {
        return new Iterator<>() {
            private int index = buffer.readerIndex();

            @Override
            public boolean hasNext() {
                int readable = buffer.writerIndex() - index;
                if (readable < RecordBatch.LOG_OVERHEAD) {
                    return false;
                }
                int length = buffer.getInt(index + BatchLayout.LENGTH);
                // An impossible length is left to next(), which says what is wrong with it.
                return length < RecordBatch.HEADER_BYTES - RecordBatch.LOG_OVERHEAD
                        || length <= readable - RecordBatch.LOG_OVERHEAD;
            }

            @Override
            public RecordBatch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException("end of the batches at index " + index);
                }
                RecordBatch batch = RecordBatch.at(buffer, index);
                index += batch.sizeInBytes();
                return batch;
            }
        };
    }
}
