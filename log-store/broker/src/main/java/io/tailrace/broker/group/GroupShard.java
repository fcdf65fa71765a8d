package io.tailrace.broker.group;

import io.tailrace.broker.delayed.Completions;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.partition.PartitionException;
import io.tailrace.coordinator.group.Decision;
import io.tailrace.coordinator.group.Effect;
import io.tailrace.coordinator.group.GroupCoordinator;
import io.tailrace.coordinator.group.TimerKey;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The groups of one partition of {@code __consumer_offsets}.
 *
 * <p>Each event is decided, its records appended and replayed, and its effects carried out under one lock. Answers leave
 * outside of it, when all that was appended before them is durable: no client learns of state that a crash could take
 * back.
 *
 * <pre>
 *   LOADING ──load()──▶ ACTIVE ──stop()──▶ STOPPED
 *      │                  │ a sync failed
 *      └─ log damaged ─▶ FAILED
 * </pre>
 *
 * <p><b>Threads:</b> any; the coordinator is guarded by this object's lock once ACTIVE, and belongs to the loading
 * thread before. Timers fire on the scheduler.
 */
final class GroupShard {

    private static final Logger LOG = LoggerFactory.getLogger(GroupShard.class);

    private enum State {
        LOADING,
        ACTIVE,
        FAILED,
        STOPPED
    }

    private final Partition partition;
    private final GroupCoordinator coordinator;
    private final Scheduler scheduler;
    private final Clock clock;
    private final OffsetsLog log;
    private final Map<TimerKey, Scheduler.Task> timers = new HashMap<>();
    private volatile State state;

    GroupShard(Partition partition, GroupCoordinator coordinator, Scheduler scheduler) {
        this.partition = partition;
        this.coordinator = coordinator;
        this.scheduler = scheduler;
        this.clock = scheduler.clock();
        this.log = new OffsetsLog(partition, clock);
        this.state = partition.endOffset() == 0 ? State.ACTIVE : State.LOADING;
    }

    /** An event and the coordinator's decision about it. */
    @FunctionalInterface
    interface Event extends BiFunction<GroupCoordinator, Long, Decision> {}

    boolean needsLoading() {
        return state == State.LOADING;
    }

    /** Builds the state from the log. Takes as long as the log is large; runs once, on a background thread. */
    void load() {
        long start = clock.monotonicMs();
        try {
            log.replay(coordinator::replay);
        } catch (RuntimeException e) {
            state = State.FAILED;
            LOG.error("Groups of {} cannot be loaded; their coordinator stays unavailable", partition, e);
            return;
        }
        synchronized (this) {
            if (state == State.LOADING) {
                state = State.ACTIVE;
                carryOut(coordinator.loaded(clock.wallMs()));
            }
        }
        LOG.debug("Loaded groups of {} in {} ms", partition, clock.monotonicMs() - start);
    }

    /** {@link ErrorCode#NONE} if requests can be served now, else what to answer them. */
    ErrorCode availability() {
        return switch (state) {
            case LOADING -> ErrorCode.COORDINATOR_LOAD_IN_PROGRESS;
            case ACTIVE -> ErrorCode.NONE;
            case FAILED -> ErrorCode.COORDINATOR_NOT_AVAILABLE;
            case STOPPED -> ErrorCode.NOT_COORDINATOR;
        };
    }

    /**
     * Serves a request. The response may come later: when other members have joined, or when the log is durable.
     *
     * @param decide makes the coordinator's decision, with the handle that its response will name
     */
    CompletableFuture<ApiMessage> serve(Function<PendingAnswer, Event> decide) {
        PendingAnswer answer = new PendingAnswer();
        if (!process(decide.apply(answer))) {
            answer.response()
                    .completeExceptionally(new PartitionException(
                            availability(), "groups of " + partition + " stopped being served during the request"));
        }
        return answer.response();
    }

    /** Looks at the state without changing it. What it says may not be durable yet; it is held back like an answer. */
    <T> CompletableFuture<T> read(Function<GroupCoordinator, T> look) {
        T seen;
        long position;
        synchronized (this) {
            seen = look.apply(coordinator);
            position = log.nextOffset();
        }
        return partition.whenVisible(position).thenApply(visible -> seen);
    }

    /** Carries out an event; returns false, and does nothing, if this shard serves none. */
    boolean process(Event event) {
        List<Effect.Respond> responses;
        long position;
        synchronized (this) {
            if (state != State.ACTIVE) {
                return false;
            }
            responses = carryOut(event.apply(coordinator, clock.wallMs()).run(log));
            position = log.nextOffset();
        }
        release(responses, position);
        return true;
    }

    /** Answers whoever waits and cancels all timers: the broker is closing. */
    void stop() {
        List<Effect.Respond> responses;
        synchronized (this) {
            if (state != State.ACTIVE) {
                state = State.STOPPED;
                return;
            }
            state = State.STOPPED;
            responses = carryOut(coordinator.unload(ErrorCode.NOT_COORDINATOR));
        }
        release(responses, log.nextOffset());
    }

    /** Carries out timer effects and returns the responses. Under the lock. */
    private List<Effect.Respond> carryOut(List<Effect> effects) {
        List<Effect.Respond> responses = new ArrayList<>();
        for (Effect effect : effects) {
            if (effect instanceof Effect.Respond respond) {
                responses.add(respond);
            } else if (effect instanceof Effect.Schedule schedule) {
                TimerKey key = schedule.key();
                replaceTimer(key, scheduler.schedule(schedule.delayMs(), () -> fire(key)));
            } else if (effect instanceof Effect.Cancel cancel) {
                replaceTimer(cancel.key(), null);
            }
        }
        return responses;
    }

    private void replaceTimer(TimerKey key, Scheduler.@Nullable Task timer) {
        Scheduler.Task old = timer == null ? timers.remove(key) : timers.put(key, timer);
        if (old != null) {
            old.cancel();
        }
    }

    private void fire(TimerKey key) {
        process((groups, nowMs) -> groups.timerFired(key, nowMs));
    }

    private void release(List<Effect.Respond> responses, long position) {
        if (responses.isEmpty()) {
            return;
        }
        Completions.whenDone(partition.whenVisible(position), (visible, failure) -> {
            if (failure != null) {
                fail(failure);
            }
            for (Effect.Respond respond : responses) {
                CompletableFuture<ApiMessage> response = ((PendingAnswer) respond.handle()).response();
                if (failure == null) {
                    response.complete(respond.response());
                } else {
                    response.completeExceptionally(failure);
                }
            }
        });
    }

    private void fail(Throwable cause) {
        synchronized (this) {
            if (state != State.ACTIVE) {
                return;
            }
            state = State.FAILED;
            timers.values().forEach(Scheduler.Task::cancel);
            timers.clear();
        }
        LOG.error("Groups of {} are no longer served: what was decided could not be made durable", partition, cause);
    }
}
