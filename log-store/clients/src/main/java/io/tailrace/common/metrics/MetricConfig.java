package io.tailrace.common.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * How metrics are kept: number and length of the samples of windowed statistics, recording level, tags.
 *
 * <p><b>Threads:</b> set up by one thread before it is shared.
 */
public class MetricConfig {
    public static final int DEFAULT_NUM_SAMPLES = 2;

    private @Nullable Quota quota;
    private int samples = DEFAULT_NUM_SAMPLES;
    private long eventWindow = Long.MAX_VALUE;
    private long timeWindowMs = TimeUnit.SECONDS.toMillis(30);
    private Map<String, String> tags = new LinkedHashMap<>();
    private Sensor.RecordingLevel recordLevel = Sensor.RecordingLevel.INFO;

    public @Nullable Quota quota() {
        return quota;
    }

    public MetricConfig quota(@Nullable Quota newQuota) {
        this.quota = newQuota;
        return this;
    }

    /** After how many events a sample is complete. */
    public long eventWindow() {
        return eventWindow;
    }

    public MetricConfig eventWindow(long window) {
        this.eventWindow = window;
        return this;
    }

    /** After what time a sample is complete. */
    public long timeWindowMs() {
        return timeWindowMs;
    }

    public MetricConfig timeWindow(long window, TimeUnit unit) {
        this.timeWindowMs = unit.toMillis(window);
        return this;
    }

    public Map<String, String> tags() {
        return tags;
    }

    public MetricConfig tags(Map<String, String> newTags) {
        this.tags = newTags;
        return this;
    }

    public int samples() {
        return samples;
    }

    /** @param count at least 1 */
    public MetricConfig samples(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("The number of samples must be at least 1.");
        }
        this.samples = count;
        return this;
    }

    public Sensor.RecordingLevel recordLevel() {
        return recordLevel;
    }

    public MetricConfig recordLevel(Sensor.RecordingLevel level) {
        this.recordLevel = level;
        return this;
    }
}
