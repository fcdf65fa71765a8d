package io.tailrace.streams.kstream;

import io.tailrace.streams.internals.ApiUtils;
import java.time.Duration;

/** Converts durations of the public API to ms, with errors that name the argument. */
final class Durations {
    private Durations() {}

    static long toMillis(Duration duration, String name) {
        return ApiUtils.validateMillisecondDuration(duration, ApiUtils.prepareMillisCheckFailMsgPrefix(duration, name));
    }
}
