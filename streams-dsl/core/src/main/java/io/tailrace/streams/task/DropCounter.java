package io.tailrace.streams.task;

import io.tailrace.common.metrics.Sensor;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.TaskId;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts dropped records. Logs the first one and then each time that the count has doubled, so that a flood of late records does not
 * become a flood of log lines.
 *
 * <p><b>Threads:</b> counted by the task's thread, read by any.
 */
final class DropCounter {
    private static final Logger LOG = LoggerFactory.getLogger(DropCounter.class);

    private final TaskId task;
    private final Sensor sensor;
    private final AtomicLong total = new AtomicLong();

    DropCounter(TaskId task, Sensor sensor) {
        this.task = task;
        this.sensor = sensor;
    }

    void add(String node, String reason, @Nullable RecordContext record) {
        long count = total.incrementAndGet();
        sensor.record();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "Dropped {} record(s) so far in task {}; the last one in node {} for: {} (topic={} partition={} offset={})",
                    count,
                    task,
                    node,
                    reason,
                    record == null ? null : record.topic(),
                    record == null ? -1 : record.partition(),
                    record == null ? -1 : record.offset());
        }
    }

    /** Removes the metric. */
    void close(ApplicationMetrics metrics) {
        metrics.removeSensor(sensor);
    }

    long total() {
        return total.get();
    }
}
