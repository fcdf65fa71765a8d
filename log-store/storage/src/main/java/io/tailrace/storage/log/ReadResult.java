package io.tailrace.storage.log;

import io.netty.buffer.ByteBuf;

/**
 * What a read found.
 *
 * @param records whole batches as they lie in the log; the receiver owns one reference. Empty if there is nothing to read.
 * @param nextOffset the offset after the last batch; the offset asked for if there is none
 * @param logStartOffset of the log at that time
 */
public record ReadResult(ByteBuf records, long nextOffset, long logStartOffset) {

    public boolean isEmpty() {
        return !records.isReadable();
    }
}
