package io.tailrace.storage.inspect;

import io.tailrace.protocol.record.RecordBatch;
import java.io.Closeable;
import java.io.IOException;

/**
 * Holds a derived file against the batches of its segment, which it is shown in their order. Entries are read along with the
 * batches, so neither need be in memory.
 */
interface BatchCheck extends Closeable {

    /** @param batch sound by framing, CRC and offset */
    void batch(RecordBatch batch, long position) throws IOException;

    /** The segment has ended, at {@code size}. */
    void end(long size) throws IOException;
}
