package io.tailrace.streams.runtime;

import io.tailrace.common.metrics.Sensor;
import io.tailrace.streams.task.ApplicationMetrics;
import java.util.List;

/**
 * What a stream thread measures of itself: how often it polls, processes, punctuates and commits, and how long that takes in ms.
 *
 * <p><b>Threads:</b> the stream thread.
 */
final class ThreadMetrics {
    private static final double NANOS_PER_MS = 1_000_000.0;

    private final ApplicationMetrics metrics;
    private final Sensor poll;
    private final Sensor process;
    private final Sensor punctuate;
    private final Sensor commit;

    ThreadMetrics(ApplicationMetrics metrics, String thread) {
        this.metrics = metrics;
        this.poll = metrics.threadLatency(thread, "poll");
        this.process = metrics.threadLatency(thread, "process");
        this.punctuate = metrics.threadLatency(thread, "punctuate");
        this.commit = metrics.threadLatency(thread, "commit");
    }

    void polled(long startNanos) {
        record(poll, startNanos);
    }

    void processed(long startNanos) {
        record(process, startNanos);
    }

    void punctuated(long startNanos) {
        record(punctuate, startNanos);
    }

    void committed(long startNanos) {
        record(commit, startNanos);
    }

    private static void record(Sensor sensor, long startNanos) {
        sensor.record((System.nanoTime() - startNanos) / NANOS_PER_MS);
    }

    void close() {
        List.of(poll, process, punctuate, commit).forEach(metrics::removeSensor);
    }
}
