package io.tailrace.samples.clickstream;

import io.tailrace.streams.processor.api.FixedKeyProcessor;
import io.tailrace.streams.processor.api.FixedKeyProcessorContext;
import io.tailrace.streams.processor.api.FixedKeyRecord;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Turns a click into a problem if its tumbling window is over: its end and the allowed lateness lie behind the newest line
 * of the same partition. <b>Threads:</b> the task's own.
 */
final class WindowCloseCheck implements FixedKeyProcessor<String, LogLine, LogLine> {

    private final long windowMs;
    private final long latenessMs;
    private @Nullable FixedKeyProcessorContext<String, LogLine> context;

    WindowCloseCheck(Duration window, Duration lateness) {
        this.windowMs = window.toMillis();
        this.latenessMs = lateness.toMillis();
    }

    @Override
    public void init(FixedKeyProcessorContext<String, LogLine> context) {
        this.context = context;
    }

    @Override
    public void process(FixedKeyRecord<String, LogLine> record) {
        if (context == null) {
            throw new IllegalStateException("expected init() before process()");
        }
        long newestMs = context.currentStreamTimeMs();
        long windowEndMs = Math.floorDiv(record.timestamp(), windowMs) * windowMs + windowMs;
        if (windowEndMs + latenessMs <= newestMs) {
            LogLine late = LogLine.unparsable(
                    record.value().text(),
                    "too late for its window, which ended " + Instant.ofEpochMilli(windowEndMs)
                            + ": the newest line is of " + Instant.ofEpochMilli(newestMs));
            context.forward(record.withValue(late));
        } else {
            context.forward(record);
        }
    }
}
