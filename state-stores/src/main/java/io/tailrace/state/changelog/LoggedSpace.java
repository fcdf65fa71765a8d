package io.tailrace.state.changelog;

import io.tailrace.common.header.Headers;
import io.tailrace.state.cache.RecordContextHolder;
import io.tailrace.state.layout.KeyLayout;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.streams.processor.RecordContext;
import org.jspecify.annotations.Nullable;

/**
 * Sends each write of the space below to the store's changelog, with the very bytes that are stored (less the prefix of
 * segmented keys and the timestamp before values, which the record itself carries).
 *
 * <p>A change that no record stands for gets the time of the change before it.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class LoggedSpace implements ByteSpace {

    private final ByteSpace below;
    private final KeyLayout keys;
    private final ValueFormat values;
    private final ChangeLog changelog;
    private final RecordContextHolder holder;
    private long lastTimestampMs;

    public LoggedSpace(
            ByteSpace below, KeyLayout keys, ValueFormat values, ChangeLog changelog, RecordContextHolder holder) {
        this.below = below;
        this.keys = keys;
        this.values = values;
        this.changelog = changelog;
        this.holder = holder;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        return below.get(key);
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        // First the log: what the space below makes of the write (an eviction) comes after it there too.
        log(key, value);
        below.put(key, value);
    }

    /** Logs a change that the space below makes by itself. */
    public void log(byte[] key, byte @Nullable [] value) {
        RecordContext context = holder.recordContext();
        if (context != null) {
            lastTimestampMs = context.timestamp();
        }
        if (value == null) {
            Headers headers = values.hasHeaders() && context != null ? context.headers() : null;
            changelog.log(keys.changelogKey(key), null, lastTimestampMs, headers);
        } else {
            changelog.log(
                    keys.changelogKey(key),
                    values.changelogValue(value),
                    values.timestamp(value, lastTimestampMs),
                    values.headers(value));
        }
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return below.scan(from, to, forward);
    }

    @Override
    public long approximateCount() {
        return below.approximateCount();
    }
}
