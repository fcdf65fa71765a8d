package io.tailrace.streams.task;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.processor.RecordContext;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes the record that goes to the topic of late records: raw key and value, headers and timestamp of the input record, and headers that
 * say where it came from and how late it was.
 *
 * <p><b>Threads:</b> stateless.
 */
final class LateRecords {
    private LateRecords() {}

    /** Sends the input record in process; does nothing if there is none or no topic. */
    static void send(
            @Nullable String topic,
            @Nullable RecordContext input,
            ErrorHandlerContext where,
            long streamTimeMs,
            TaskOutput output) {
        if (topic == null || input == null || input.topic() == null) {
            return;
        }
        ProducerRecord<byte[], byte[]> late = new ProducerRecord<>(
                topic, null, input.timestamp(), input.sourceRawKey(), input.sourceRawValue(), input.headers());
        header(late, "topic", input.topic());
        header(late, "partition", Integer.toString(input.partition()));
        header(late, "offset", Long.toString(input.offset()));
        header(late, "processor", where.processorNodeId());
        header(late, "stream.time", Long.toString(streamTimeMs));
        output.send(late, where);
    }

    private static void header(ProducerRecord<byte[], byte[]> late, String key, String value) {
        late.headers().add("__streams.late." + key, value.getBytes(StandardCharsets.UTF_8));
    }
}
