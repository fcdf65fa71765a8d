package io.tailrace.streams.processor;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where to forward a record, and with what timestamp.
 *
 * <p><b>Threads:</b> confined to the task's thread.
 */
public class To {
    protected @Nullable String childName;
    protected long timestamp;

    private To(@Nullable String childName, long timestamp) {
        this.childName = childName;
        this.timestamp = timestamp;
    }

    protected To(To to) {
        this(to.childName, to.timestamp);
    }

    protected void update(To to) {
        childName = to.childName;
        timestamp = to.timestamp;
    }

    /** To one child. */
    public static To child(String childName) {
        return new To(childName, -1);
    }

    /** To all children. */
    public static To all() {
        return new To(null, -1);
    }

    /** @throws IllegalArgumentException if negative */
    public To withTimestamp(long timestampMs) {
        if (timestampMs < 0) {
            throw new IllegalArgumentException("Expected a timestamp of 0 or later, found " + timestampMs);
        }
        timestamp = timestampMs;
        return this;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof To other && timestamp == other.timestamp && Objects.equals(childName, other.childName);
    }

    /** Unsupported: the object changes, so it does not belong in a hash map. */
    @Override
    public int hashCode() {
        throw new UnsupportedOperationException("To is unsafe for use in Hash collections");
    }

    @Override
    public String toString() {
        return "To{childName='" + childName + "', timestamp=" + timestamp + '}';
    }
}
