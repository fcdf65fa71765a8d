package io.tailrace.clients.consumer;

import io.tailrace.common.config.ConfigException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * Where to go when there is no position, or none in the log: {@code auto.offset.reset}, and what
 * {@code seekToBeginning} and {@code seekToEnd} ask for (KIP-1106 for the duration).
 *
 * @param back how far to go back from now, for {@link Kind#BY_DURATION}
 */
record OffsetReset(Kind kind, Duration back) {

    enum Kind {
        EARLIEST,
        LATEST,
        BY_DURATION,
        /** Tell the application. */
        NONE
    }

    static final long LATEST_TIMESTAMP = -1L;
    static final long EARLIEST_TIMESTAMP = -2L;

    static final OffsetReset EARLIEST = new OffsetReset(Kind.EARLIEST, Duration.ZERO);
    static final OffsetReset LATEST = new OffsetReset(Kind.LATEST, Duration.ZERO);
    static final OffsetReset NONE = new OffsetReset(Kind.NONE, Duration.ZERO);
    private static final String DURATION_PREFIX = "by_duration:";

    /** @throws ConfigException naming what is allowed */
    static OffsetReset parse(String key, String value) {
        String text = value.trim().toLowerCase(Locale.ROOT);
        if (text.startsWith(DURATION_PREFIX)) {
            try {
                Duration back = Duration.parse(value.trim().substring(DURATION_PREFIX.length()));
                if (back.isNegative()) throw new ConfigException(key, value, "expected a duration of zero or more");
                return new OffsetReset(Kind.BY_DURATION, back);
            } catch (DateTimeParseException e) {
                throw new ConfigException(key, value, "expected an ISO-8601 duration such as by_duration:PT1H");
            }
        }
        return switch (text) {
            case "earliest" -> EARLIEST;
            case "latest" -> LATEST;
            case "none" -> NONE;
            default ->
                throw new ConfigException(
                        key, value, "expected earliest, latest, none or by_duration:<ISO-8601 duration>");
        };
    }

    /** What to ask the leader for: a time in ms, or one of the two constants above. */
    long timestamp(long wallMs) {
        return switch (kind) {
            case EARLIEST -> EARLIEST_TIMESTAMP;
            case LATEST -> LATEST_TIMESTAMP;
            case BY_DURATION -> Math.max(0, wallMs - back.toMillis());
            case NONE -> throw new IllegalStateException("expected a reset policy, found none");
        };
    }
}
