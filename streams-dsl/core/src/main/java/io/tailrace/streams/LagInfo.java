package io.tailrace.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a copy of a store is behind its changelog.
 *
 * <p><b>Threads:</b> immutable.
 */
public class LagInfo {
    private final long currentOffsetPosition;
    private final long endOffsetPosition;

    LagInfo(long currentOffsetPosition, long endOffsetPosition) {
        this.currentOffsetPosition = currentOffsetPosition;
        this.endOffsetPosition = endOffsetPosition;
    }

    /** The offset up to which the copy has the changelog. */
    public long currentOffsetPosition() {
        return currentOffsetPosition;
    }

    /** The offset at which the changelog ends. */
    public long endOffsetPosition() {
        return endOffsetPosition;
    }

    /** The difference, 0 or more. */
    public long offsetLag() {
        return Math.max(0, endOffsetPosition - currentOffsetPosition);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LagInfo that
                && currentOffsetPosition == that.currentOffsetPosition
                && endOffsetPosition == that.endOffsetPosition;
    }

    @Override
    public int hashCode() {
        return Objects.hash(currentOffsetPosition, endOffsetPosition, offsetLag());
    }

    @Override
    public String toString() {
        return "LagInfo { currentOffsetPosition=" + currentOffsetPosition + ", endOffsetPosition=" + endOffsetPosition
                + ", offsetLag=" + offsetLag() + '}';
    }
}
