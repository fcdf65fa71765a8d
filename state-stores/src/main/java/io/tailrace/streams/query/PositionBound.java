package io.tailrace.streams.query;

import org.jspecify.annotations.Nullable;

/** How far a store must have got to answer a query. */
public class PositionBound {

    private final Position position;

    private PositionBound(Position position) {
        this.position = position.copy();
    }

    /** Any position will do. */
    public static PositionBound unbounded() {
        return new PositionBound(Position.emptyPosition());
    }

    /** At least {@code position}. */
    public static PositionBound at(Position position) {
        return new PositionBound(position);
    }

    public boolean isUnbounded() {
        return position.isEmpty();
    }

    public Position position() {
        return position;
    }

    @Override
    public String toString() {
        return "PositionBound{position=" + position + '}';
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other != null
                        && getClass() == other.getClass()
                        && position.equals(((PositionBound) other).position));
    }

    /** @throws UnsupportedOperationException always: the position changes */
    @Override
    public int hashCode() {
        throw new UnsupportedOperationException("This mutable object is not suitable as a hash key");
    }
}
