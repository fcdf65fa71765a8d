package io.tailrace.samples.clickstream;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.streams.processor.TimestampExtractor;

/** Event time is the time in the line. A line that has none does not move time. <b>Threads:</b> any. */
public final class ClickTime implements TimestampExtractor {

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        if (record.value() instanceof LogLine line && line.click() != null) {
            return line.click().timeMs();
        }
        return Math.max(0, partitionTime);
    }
}
