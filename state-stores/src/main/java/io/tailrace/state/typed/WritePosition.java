package io.tailrace.state.typed;

import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.query.Position;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far the inputs were read when a store was written last. A write only notes its record; offsets are put together
 * when the input changes or somebody asks.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class WritePosition {

    private final Position position = Position.emptyPosition();
    private @Nullable RecordContext last;

    void written(@Nullable RecordContext record) {
        RecordContext before = last;
        if (record == before || record == null || record.topic() == null) {
            return;
        }
        if (before != null
                && (before.partition() != record.partition() || !Objects.equals(before.topic(), record.topic()))) {
            fold(before);
        }
        last = record;
    }

    /** The position itself: it changes on. */
    Position get() {
        if (last != null) {
            fold(last);
        }
        return position;
    }

    private void fold(RecordContext record) {
        String topic = record.topic();
        if (topic != null) {
            position.withComponent(topic, record.partition(), record.offset());
        }
    }

    /** Whether the position is at least {@code bound} in every topic's partition of that number. */
    boolean reaches(Position bound, int partition) {
        Position reached = get();
        for (String topic : bound.getTopics()) {
            Long wanted = bound.getPartitionPositions(topic).get(partition);
            Map<Integer, Long> offsets = reached.getPartitionPositions(topic);
            if (wanted != null && offsets.getOrDefault(partition, -1L) < wanted) {
                return false;
            }
        }
        return true;
    }
}
