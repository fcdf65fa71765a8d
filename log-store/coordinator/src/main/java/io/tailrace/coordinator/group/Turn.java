package io.tailrace.coordinator.group;

import io.tailrace.coordinator.record.CoordinatorRecord;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The work on one event: collects the records to append, the effects, and what is to happen once it is known whether
 * the records are in the log.
 *
 * <p>Records are one batch: they are all appended, or none. What is said with {@link #whenAppended} runs after they have
 * been replayed, or with the error; both only add effects, no records.
 *
 * <p><b>Threads:</b> those of the {@link GroupCoordinator}.
 */
final class Turn {

    private record Continuation(Runnable appended, Consumer<ErrorCode> failed) {}

    private final long nowMs;
    private final List<CoordinatorRecord> records = new ArrayList<>();
    private final List<Effect> effects = new ArrayList<>();
    private final List<Continuation> continuations = new ArrayList<>();
    private boolean closedForRecords;

    Turn(long nowMs) {
        this.nowMs = nowMs;
    }

    long nowMs() {
        return nowMs;
    }

    void append(CoordinatorRecord record) {
        if (closedForRecords) {
            throw new IllegalStateException("a continuation must not append records, actual=" + record);
        }
        records.add(record);
    }

    boolean hasRecords() {
        return !records.isEmpty();
    }

    void respond(ResponseHandle handle, ApiMessage response) {
        effects.add(new Effect.Respond(handle, response));
    }

    void schedule(TimerKey key, long delayMs) {
        effects.add(new Effect.Schedule(key, delayMs));
    }

    void cancel(TimerKey key) {
        effects.add(new Effect.Cancel(key));
    }

    void note(String groupId, String message) {
        effects.add(new Effect.Note(groupId, message));
    }

    /** Registers what depends on the append; without records {@code appended} runs when the decision does. */
    void whenAppended(Runnable appended, Consumer<ErrorCode> failed) {
        continuations.add(new Continuation(appended, failed));
    }

    List<CoordinatorRecord> records() {
        return records;
    }

    List<Effect> appended() {
        closedForRecords = true;
        continuations.forEach(continuation -> continuation.appended().run());
        return List.copyOf(effects);
    }

    List<Effect> failed(ErrorCode error) {
        closedForRecords = true;
        continuations.forEach(continuation -> continuation.failed().accept(error));
        return List.copyOf(effects);
    }
}
