package io.tailrace.coordinator.group;

import io.tailrace.protocol.codec.ApiMessage;

/**
 * Something that the host has to do for the coordinator, in the order given.
 *
 * <p><b>Threads:</b> immutable, but a response belongs to whoever sends it.
 */
public sealed interface Effect {

    /**
     * Send this answer, once everything that the shard has appended so far is durable.
     *
     * @param handle of the request that is answered
     */
    record Respond(ResponseHandle handle, ApiMessage response) implements Effect {}

    /** Call {@link GroupCoordinator#timerFired} in {@code delayMs}. Replaces a pending timer of the same key. */
    record Schedule(TimerKey key, long delayMs) implements Effect {}

    /** Forget the timer of this key, if there is one. */
    record Cancel(TimerKey key) implements Effect {}

    /** Worth a line in the log; free of payloads and control characters. */
    record Note(String groupId, String message) implements Effect {}
}
