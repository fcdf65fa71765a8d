package io.tailrace.streams.processor.api;

/**
 * Is called when a timer is due. The timer is gone by then; it may be registered anew.
 *
 * <p><b>Threads:</b> the task's thread.
 */
@FunctionalInterface
public interface TimerCallback<K> {
    /** @param timeMs for which the timer was registered; the clock may be past it */
    void onTimer(K key, String name, long timeMs);
}
