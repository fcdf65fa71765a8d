package io.tailrace.streams.kstream;

import java.util.Map;

/**
 * How a timestamp maps to windows of fixed size.
 *
 * <p><b>Threads:</b> implementations are immutable.
 *
 * @param <W> window type
 */
public abstract class Windows<W extends Window> {
    /** A day in ms: what {@link JoinWindows#of} keeps windows open for, their size included. */
    protected static final long DEPRECATED_DEFAULT_24_HR_GRACE_PERIOD = 24 * 60 * 60 * 1000L;

    protected static final long NO_GRACE_PERIOD = 0L;

    protected Windows() {}

    /** The windows that hold this timestamp (ms), by their start (ms), in ascending order. */
    public abstract Map<Long, W> windowsFor(long timestamp);

    /** Size of a window in ms. */
    public abstract long size();

    /** How long after its end (ms of stream time) a window still takes records. */
    public abstract long gracePeriodMs();
}
