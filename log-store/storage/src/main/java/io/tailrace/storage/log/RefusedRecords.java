package io.tailrace.storage.log;

import io.netty.buffer.PooledByteBufAllocator;
import io.tailrace.protocol.record.Record;
import io.tailrace.protocol.record.RecordBatch;
import io.tailrace.protocol.record.RecordIterator;
import io.tailrace.storage.RefusedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records for whose sake a batch is refused, so that its producer can tell them from those that only travelled with
 * them. A second walk through a batch that is refused anyway: what is accepted does not pay for it.
 *
 * <p>Names {@value #MOST_NAMED} records at most, which bounds the answer to a batch of very many small ones.
 *
 * <p><b>Threads:</b> any; stateless.
 */
final class RefusedRecords {

    static final int MOST_NAMED = 1000;

    private RefusedRecords() {}

    /**
     * The records that break a rule.
     *
     * @param complaint what is wrong with a record, null if nothing is
     */
    static List<RefusedRecord> of(RecordBatch batch, Function<Record, @Nullable String> complaint) {
        List<RefusedRecord> found = new ArrayList<>();
        try (RecordIterator records =
                batch.records(PooledByteBufAllocator.DEFAULT, RecordBatch.DEFAULT_DECOMPRESSED_LIMIT_BYTES)) {
            for (int index = 0; records.hasNext() && found.size() < MOST_NAMED; index++) {
                String reason = complaint.apply(records.next());
                if (reason != null) {
                    found.add(new RefusedRecord(index, reason));
                }
            }
        }
        return found;
    }
}
