package io.tailrace.clients.admin;

/** Which offset {@link Admin#listOffsets} is to look up. <b>Threads:</b> immutable. */
public class OffsetSpec {

    /** The first offset there is. */
    public static class EarliestSpec extends OffsetSpec {}

    /** The offset behind the last record. */
    public static class LatestSpec extends OffsetSpec {}

    /** The offset of the record with the largest timestamp. */
    public static class MaxTimestampSpec extends OffsetSpec {}

    /** The first offset that lies on the broker itself. */
    public static class EarliestLocalSpec extends OffsetSpec {}

    /** The last offset that lies in tiered storage. */
    public static class LatestTieredSpec extends OffsetSpec {}

    /** The first record of that time or later. */
    public static class TimestampSpec extends OffsetSpec {
        private final long timestamp;

        TimestampSpec(long timestamp) {
            this.timestamp = timestamp;
        }

        long timestamp() {
            return timestamp;
        }
    }

    public static OffsetSpec latest() {
        return new LatestSpec();
    }

    public static OffsetSpec earliest() {
        return new EarliestSpec();
    }

    /** @param timestamp milliseconds since 1970 UTC */
    public static OffsetSpec forTimestamp(long timestamp) {
        return new TimestampSpec(timestamp);
    }

    public static OffsetSpec maxTimestamp() {
        return new MaxTimestampSpec();
    }

    public static OffsetSpec earliestLocal() {
        return new EarliestLocalSpec();
    }

    public static OffsetSpec latestTiered() {
        return new LatestTieredSpec();
    }
}
