package io.tailrace.streams.operator;

/**
 * A processor that wants to know of stream time that advances without a record, because all inputs of the task are idle (see {@code
 * source.idle.timeout.ms}). Processors are told in the order of the topology.
 *
 * <p><b>Threads:</b> the task's thread.
 */
@FunctionalInterface
public interface TimeObserver {
    /** Emits what is due at this stream time in ms. */
    void streamTimeAdvanced(long streamTimeMs);
}
