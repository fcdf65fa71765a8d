package io.tailrace.streams.processor.assignment;

import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Identifies an instance while it runs.
 *
 * <p><b>Threads:</b> immutable.
 */
public class ProcessId implements Comparable<ProcessId> {
    private final UUID id;

    public ProcessId(UUID id) {
        this.id = Objects.requireNonNull(id, "id");
    }

    public static ProcessId randomProcessId() {
        return new ProcessId(UUID.randomUUID());
    }

    public UUID id() {
        return id;
    }

    @Override
    public int compareTo(ProcessId other) {
        return id.compareTo(other.id);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessId that && id.equals(that.id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
