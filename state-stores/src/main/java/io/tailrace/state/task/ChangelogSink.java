package io.tailrace.state.task;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Where the changes of a task's stores go. The task sends them with its producer, and learns from the acknowledgements
 * which positions to commit.
 */
@FunctionalInterface
public interface ChangelogSink {

    /**
     * One change, in the order of writes. Called on the task's thread; must not block for longer than a full producer
     * buffer takes. The arrays are not changed any more by anybody, so the sink may keep them.
     *
     * @param value null deletes the key
     * @param timestampMs of the value, or of the record that the change was made for
     */
    void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs);

    /** As above, with headers for the changelog record. A sink that keeps records without headers leaves them out. */
    default void log(TopicPartition changelog, byte[] key, byte @Nullable [] value, long timestampMs, Headers headers) {
        log(changelog, key, value, timestampMs);
    }
}
