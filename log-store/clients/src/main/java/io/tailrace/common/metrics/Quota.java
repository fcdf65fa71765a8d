package io.tailrace.common.metrics;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A bound that a metric must keep. */
public final class Quota {
    private final boolean upper;
    private final double bound;

    public Quota(double bound, boolean upper) {
        this.bound = bound;
        this.upper = upper;
    }

    public static Quota upperBound(double upperBound) {
        return new Quota(upperBound, true);
    }

    public static Quota lowerBound(double lowerBound) {
        return new Quota(lowerBound, false);
    }

    public boolean isUpperBound() {
        return upper;
    }

    public double bound() {
        return bound;
    }

    public boolean acceptable(double value) {
        return upper ? value <= bound : value >= bound;
    }

    @Override
    public int hashCode() {
        return Objects.hash(bound, upper);
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Quota other && other.bound == bound && other.upper == upper;
    }

    @Override
    public String toString() {
        return (upper ? "upper=" : "lower=") + bound;
    }
}
