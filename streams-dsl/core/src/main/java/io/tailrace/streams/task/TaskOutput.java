package io.tailrace.streams.task;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.streams.errors.ErrorHandlerContext;

/**
 * Where a task's output goes.
 *
 * <p><b>Threads:</b> called by the task's thread.
 */
public interface TaskOutput {
    /** Takes a record. Errors come later, through the production exception handler, with this context. */
    void send(ProducerRecord<byte[], byte[]> record, ErrorHandlerContext context);

    /** Partitions of a topic, for partitioners. */
    int partitionCount(String topic);
}
