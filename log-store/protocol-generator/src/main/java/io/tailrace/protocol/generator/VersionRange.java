package io.tailrace.protocol.generator;

/**
 * A contiguous range of message versions, both ends inclusive. {@link #NONE} is the one empty range.
 *
 * @param lowest the lowest version in the range, at least 0
 * @param highest the highest version in the range; {@link Short#MAX_VALUE} stands for "and all later ones"
 */
record VersionRange(int lowest, int highest) {

    static final VersionRange NONE = new VersionRange(0, -1);
    static final VersionRange ALL = new VersionRange(0, Short.MAX_VALUE);

    VersionRange {
        boolean empty = lowest == 0 && highest == -1;
        if (!empty && (lowest < 0 || highest < lowest || highest > Short.MAX_VALUE)) {
            throw new IllegalArgumentException("expected 0 <= lowest <= highest <= " + Short.MAX_VALUE
                    + ", actual lowest=" + lowest + " highest=" + highest);
        }
    }

    /** Parses {@code none}, {@code 3}, {@code 3+} or {@code 3-7}. */
    static VersionRange parse(String text) {
        String trimmed = text.trim();
        if (trimmed.equals("none")) {
            return NONE;
        }
        try {
            if (trimmed.endsWith("+")) {
                return new VersionRange(Integer.parseInt(trimmed.substring(0, trimmed.length() - 1)), Short.MAX_VALUE);
            }
            int dash = trimmed.indexOf('-');
            if (dash < 0) {
                int only = Integer.parseInt(trimmed);
                return new VersionRange(only, only);
            }
            return new VersionRange(
                    Integer.parseInt(trimmed.substring(0, dash)), Integer.parseInt(trimmed.substring(dash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "expected a version range (none, N, N+ or N-M), actual '" + text + "'", e);
        }
    }

    boolean isEmpty() {
        return highest < lowest;
    }

    boolean contains(int version) {
        return version >= lowest && version <= highest;
    }

    /** Whether every version of {@code other} is in this range. */
    boolean covers(VersionRange other) {
        return other.isEmpty() || (lowest <= other.lowest && highest >= other.highest);
    }

    VersionRange intersect(VersionRange other) {
        int low = Math.max(lowest, other.lowest);
        int high = Math.min(highest, other.highest);
        return isEmpty() || other.isEmpty() || high < low ? NONE : new VersionRange(low, high);
    }

    /** The smallest range that covers both. */
    VersionRange hull(VersionRange other) {
        if (isEmpty()) {
            return other;
        }
        return other.isEmpty()
                ? this
                : new VersionRange(Math.min(lowest, other.lowest), Math.max(highest, other.highest));
    }

    /** This range without {@code other}; fails if the rest would be two ranges. */
    VersionRange minus(VersionRange other) {
        VersionRange cut = intersect(other);
        if (cut.isEmpty()) {
            return this;
        }
        boolean restBelow = lowest < cut.lowest;
        boolean restAbove = highest > cut.highest;
        if (restBelow && restAbove) {
            throw new IllegalArgumentException("expected one range, actual " + this + " without " + other);
        }
        if (restBelow) {
            return new VersionRange(lowest, cut.lowest - 1);
        }
        return restAbove ? new VersionRange(cut.highest + 1, highest) : NONE;
    }

    @Override
    public String toString() {
        if (isEmpty()) {
            return "none";
        }
        if (highest == Short.MAX_VALUE) {
            return lowest + "+";
        }
        return lowest == highest ? String.valueOf(lowest) : lowest + "-" + highest;
    }
}
