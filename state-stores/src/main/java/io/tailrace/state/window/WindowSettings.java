package io.tailrace.state.window;

/**
 * The times of a window store in milliseconds.
 *
 * @param retentionMs how long a window is kept, from its start
 * @param segmentIntervalMs windows are dropped this much time at once
 * @param windowSizeMs length of each window
 * @param retainDuplicates whether a key may have several values in one window
 */
public record WindowSettings(long retentionMs, long segmentIntervalMs, long windowSizeMs, boolean retainDuplicates) {

    public WindowSettings {
        if (retentionMs < 0) {
            throw new IllegalArgumentException("retentionPeriod cannot be negative");
        }
        if (windowSizeMs < 0) {
            throw new IllegalArgumentException("windowSize cannot be negative");
        }
        if (segmentIntervalMs < 1) {
            throw new IllegalArgumentException(
                    "expected a segment interval of 1 ms or more, actual " + segmentIntervalMs);
        }
        if (windowSizeMs > retentionMs) {
            throw new IllegalArgumentException("expected a retention period of the window size " + windowSizeMs
                    + " ms or more, actual " + retentionMs + " ms");
        }
    }
}
