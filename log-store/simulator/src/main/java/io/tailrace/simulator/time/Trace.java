package io.tailrace.simulator.time;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What happened, as a running hash, so that two runs can be compared, and as the last lines, so that a failure can be
 * understood.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
public final class Trace {

    private static final int LINES = 200;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final ArrayDeque<String> lines = new ArrayDeque<>();
    private final @Nullable Consumer<String> listener;
    private long hash = FNV_OFFSET;
    private long events;
    private long nowNanos;

    /**
     * @param listener gets every line as it comes; null for none
     */
    public Trace(@Nullable Consumer<String> listener) {
        this.listener = listener;
    }

    void event(long nanos, String process) {
        nowNanos = nanos;
        events++;
        mix(nanos);
        mix(process.hashCode());
    }

    /** Adds a line. Lines are part of the hash: they must not hold identities, addresses or real times. */
    public void note(String line) {
        mix(line.hashCode());
        String stamped = String.format("%10.3f ms  %s", nowNanos / 1e6, line);
        if (listener != null) {
            listener.accept(stamped);
        }
        lines.add(stamped);
        if (lines.size() > LINES) {
            lines.remove();
        }
    }

    private void mix(long value) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            hash = (hash ^ (value >>> shift & 0xff)) * FNV_PRIME;
        }
    }

    public long hash() {
        return hash;
    }

    public long events() {
        return events;
    }

    /** The last lines, oldest first. */
    public List<String> lastLines() {
        return List.copyOf(lines);
    }
}
