package io.tailrace.state.changelog;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import io.tailrace.state.task.ChangelogSink;
import org.jspecify.annotations.Nullable;

/**
 * The changelog of one store, for stores whose changelog records are not the entries of their space.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public record ChangeLog(TopicPartition topic, ChangelogSink sink) {

    /** As {@link ChangelogSink#log}. */
    public void log(byte[] key, byte @Nullable [] value, long timestampMs) {
        sink.log(topic, key, value, timestampMs);
    }

    /** As {@link ChangelogSink#log}, with headers if there are any. */
    public void log(byte[] key, byte @Nullable [] value, long timestampMs, @Nullable Headers headers) {
        if (headers == null) {
            sink.log(topic, key, value, timestampMs);
        } else {
            sink.log(topic, key, value, timestampMs, headers);
        }
    }
}
