package io.tailrace.coordinator.group;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.coordinator.record.CoordinatorRecord;
import io.tailrace.coordinator.record.CoordinatorRecordCodec;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.DeleteGroupsRequest;
import io.tailrace.protocol.message.DeleteGroupsResponse;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.HeartbeatResponse;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import io.tailrace.protocol.message.OffsetCommitRequest;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.OffsetDeleteRequest;
import io.tailrace.protocol.message.OffsetDeleteResponse;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A host of a coordinator as a broker is one, on virtual time: keeps the log as bytes, runs timers, hands answers over.
 * After every append it checks that a recovery which follows the log has the durable state there is.
 */
final class Shard {

    @SuppressWarnings("ArrayRecordComponent") // raw bytes, never compared
    private record Stored(byte[] key, byte @Nullable [] value) {}

    private record Timer(TimerKey key, long dueMs, long order) {}

    private GroupCoordinatorConfig config;
    private final List<Stored> log = new ArrayList<>();
    private final Map<TimerKey, Timer> timers = new HashMap<>();
    private final List<String> notes = new ArrayList<>();
    private GroupCoordinator coordinator;
    private final GroupCoordinator shadow;
    private long nowMs = 1_000_000;
    private long order;
    private int ids;
    private @Nullable ErrorCode appendError;

    Shard(GroupCoordinatorConfig config) {
        this.config = config;
        this.coordinator = newCoordinator();
        this.shadow = newCoordinator();
    }

    static Shard withoutDelay() {
        return new Shard(GroupCoordinatorConfig.defaults().withInitialRebalanceDelayMs(0));
    }

    private GroupCoordinator newCoordinator() {
        return new GroupCoordinator(config, () -> "id" + ids++);
    }

    GroupCoordinator coordinator() {
        return coordinator;
    }

    long nowMs() {
        return nowMs;
    }

    List<String> notes() {
        return notes;
    }

    int logSize() {
        return log.size();
    }

    boolean hasTimer(TimerKey key) {
        return timers.containsKey(key);
    }

    /** From now on the log refuses records with this error; null ends it. */
    void failAppends(@Nullable ErrorCode error) {
        appendError = error;
    }

    /** The process dies and comes back with what is in the log. */
    void restart() {
        timers.clear();
        coordinator = recovered();
        apply(coordinator.loaded(nowMs));
    }

    void restart(GroupCoordinatorConfig newConfig) {
        config = newConfig;
        restart();
    }

    GroupCoordinator recovered() {
        GroupCoordinator fresh = newCoordinator();
        log.forEach(stored -> fresh.replay(decoded(stored)));
        return fresh;
    }

    private static CoordinatorRecord decoded(Stored stored) {
        ByteBuf value = stored.value() == null ? null : Unpooled.wrappedBuffer(stored.value());
        return Objects.requireNonNull(
                CoordinatorRecordCodec.decode(Unpooled.wrappedBuffer(stored.key()), value), "known record");
    }

    void run(Decision decision) {
        int before = log.size();
        apply(decision.run(this::append));
        if (log.size() > before) {
            log.subList(before, log.size()).forEach(stored -> shadow.replay(decoded(stored)));
            assertThat(shadow.durable()).as("recovery gives the live state").isEqualTo(coordinator.durable());
        }
    }

    private void append(List<CoordinatorRecord> records) {
        if (appendError != null) {
            throw new AppendFailedException(appendError, null);
        }
        records.forEach(r -> log.add(new Stored(CoordinatorRecordCodec.key(r), CoordinatorRecordCodec.value(r))));
    }

    void apply(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Respond respond) {
                ((Call<?>) respond.handle()).answer(respond.response());
            } else if (effect instanceof Effect.Schedule schedule) {
                assertThat(schedule.delayMs()).isNotNegative();
                timers.put(schedule.key(), new Timer(schedule.key(), nowMs + schedule.delayMs(), order++));
            } else if (effect instanceof Effect.Cancel cancel) {
                timers.remove(cancel.key());
            } else if (effect instanceof Effect.Note note) {
                notes.add(note.message());
            }
        }
    }

    /** Lets time pass; timers run at their time. */
    void advance(long ms) {
        long until = nowMs + ms;
        while (true) {
            Timer next = timers.values().stream()
                    .filter(t -> t.dueMs() <= until)
                    .min(Comparator.comparingLong(Timer::dueMs).thenComparingLong(Timer::order))
                    .orElse(null);
            if (next == null) {
                break;
            }
            timers.remove(next.key());
            nowMs = Math.max(nowMs, next.dueMs());
            run(coordinator.timerFired(next.key(), nowMs));
        }
        nowMs = until;
    }

    private <T extends ApiMessage> Call<T> call(
            int version, Class<T> type, Function<RequestContext, Decision> handler) {
        Call<T> call = new Call<>(type);
        run(handler.apply(new RequestContext((short) version, "client", "/127.0.0.1", call)));
        return call;
    }

    Call<JoinGroupResponse> join(int version, JoinGroupRequest request) {
        return call(version, JoinGroupResponse.class, c -> coordinator.joinGroup(c, request, nowMs));
    }

    Call<SyncGroupResponse> sync(int version, SyncGroupRequest request) {
        return call(version, SyncGroupResponse.class, c -> coordinator.syncGroup(c, request, nowMs));
    }

    Call<HeartbeatResponse> heartbeat(HeartbeatRequest request) {
        return call(4, HeartbeatResponse.class, c -> coordinator.heartbeat(c, request, nowMs));
    }

    Call<LeaveGroupResponse> leave(int version, LeaveGroupRequest request) {
        return call(version, LeaveGroupResponse.class, c -> coordinator.leaveGroup(c, request, nowMs));
    }

    Call<OffsetCommitResponse> commit(int version, OffsetCommitRequest request) {
        return call(version, OffsetCommitResponse.class, c -> coordinator.offsetCommit(c, request, nowMs));
    }

    Call<OffsetDeleteResponse> deleteOffsets(OffsetDeleteRequest request) {
        return call(0, OffsetDeleteResponse.class, c -> coordinator.offsetDelete(c, request, nowMs));
    }

    Call<DeleteGroupsResponse> deleteGroups(DeleteGroupsRequest request) {
        return call(2, DeleteGroupsResponse.class, c -> coordinator.deleteGroups(c, request, nowMs));
    }
}
