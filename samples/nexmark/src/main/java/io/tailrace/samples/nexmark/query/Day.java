package io.tailrace.samples.nexmark.query;

import java.time.Instant;
import java.time.ZoneOffset;

/** Days as text. */
final class Day {

    private Day() {}

    /** {@code 2015-07-15}, UTC. */
    static String of(long timeMs) {
        return Instant.ofEpochMilli(timeMs)
                .atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .toString();
    }
}
