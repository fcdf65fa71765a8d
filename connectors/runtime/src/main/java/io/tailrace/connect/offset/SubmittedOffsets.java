package io.tailrace.connect.offset;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which source offsets may be saved: per source partition, that of the last record before which every record has
 * been acknowledged. A record that a transformation dropped counts as acknowledged.
 *
 * <p><b>Threads:</b> {@link #submit} and {@link #take} from the task's thread, {@link Submitted#acknowledge} from any. One lock.
 */
public final class SubmittedOffsets {

    /** One record on its way. */
    public final class Submitted {
        private final @Nullable Map<String, Object> offset;
        private boolean acknowledged;

        private Submitted(@Nullable Map<String, Object> offset) {
            this.offset = offset;
        }

        /** The record is safe, or was meant to be dropped. */
        public void acknowledge() {
            synchronized (SubmittedOffsets.this) {
                acknowledged = true;
            }
        }
    }

    private final Map<Map<String, Object>, Deque<Submitted>> partitions = new HashMap<>();

    /** Notes a record before it is sent. A record without source partition has no offset to save. */
    public synchronized Submitted submit(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        Submitted submitted = new Submitted(offset == null ? null : new LinkedHashMap<>(offset));
        if (partition != null) {
            partitions
                    .computeIfAbsent(new LinkedHashMap<>(partition), key -> new ArrayDeque<>())
                    .add(submitted);
        }
        return submitted;
    }

    /** Removes what is acknowledged and returns the offsets that may be saved now; empty if nothing is new. */
    public synchronized Map<Map<String, Object>, Map<String, Object>> take() {
        Map<Map<String, Object>, Map<String, Object>> safe = new HashMap<>();
        partitions.forEach((partition, waiting) -> {
            while (!waiting.isEmpty() && waiting.peek().acknowledged) {
                Map<String, Object> offset = waiting.remove().offset;
                if (offset != null) {
                    safe.put(partition, offset);
                }
            }
        });
        partitions.values().removeIf(Deque::isEmpty);
        return safe;
    }
}
