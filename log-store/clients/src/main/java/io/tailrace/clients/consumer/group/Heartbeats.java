package io.tailrace.clients.consumer.group;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Callbacks;
import io.tailrace.clients.core.CoordinatorLookup;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.HeartbeatRequest;
import io.tailrace.protocol.message.HeartbeatResponse;
import io.tailrace.protocol.message.LeaveGroupRequest;
import io.tailrace.protocol.message.LeaveGroupResponse;
import io.tailrace.protocol.time.Scheduler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a member alive while the application processes records: sends heartbeats, notices when the coordinator does
 * not answer for a session time-out, and leaves the group when the application has not polled for
 * {@code max.poll.interval.ms}.
 *
 * <p>It finds a coordinator that moved by itself, because the application may be away for minutes. What else it learns goes to the {@link Listener} with the generation it is about; the member decides.
 *
 * <p><b>Threads:</b> all state belongs to the client's scheduler, {@link #lastPollMs} is written by the owner of the
 * consumer. {@link #start}, {@link #stop} and {@link #polled} may be called from any thread.
 */
public final class Heartbeats {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeats.class);

    /** Told on the client's scheduler. */
    public interface Listener {
        void onHeartbeatError(Generation generation, ErrorCode error);

        /** The application stayed away too long. */
        void onPollTimeout(Generation generation);
    }

    private final BrokerClient client;
    private final GroupSettings settings;
    private final Listener listener;
    private volatile long lastPollMs;

    private Generation generation = Generation.NONE;
    private boolean inFlight;
    private long lastAnswerMs;
    private int round;
    private Scheduler.@Nullable Task next;

    public Heartbeats(BrokerClient client, GroupSettings settings, Listener listener) {
        this.client = client;
        this.settings = settings;
        this.listener = listener;
        this.lastPollMs = client.clock().monotonicMs();
    }

    /** The application is there. */
    public void polled(long nowMs) {
        lastPollMs = nowMs;
    }

    /** Beats for this generation, the first time after one interval. Replaces what ran before. */
    public void start(Generation member) {
        client.scheduler().execute(() -> {
            cancel();
            generation = member;
            lastAnswerMs = client.clock().monotonicMs();
            scheduleNext(round);
        });
    }

    public void stop() {
        client.scheduler().execute(this::cancel);
    }

    private void cancel() {
        round++;
        inFlight = false;
        generation = Generation.NONE;
        if (next != null) next.cancel();
        next = null;
    }

    private void scheduleNext(int ofRound) {
        next = client.scheduler().schedule(delayMs(), () -> {
            if (ofRound == round) beat(ofRound);
        });
    }

    /** Looks at the poll interval as soon as it can end, which may be before the next beat. */
    private long delayMs() {
        long pollLeftMs =
                lastPollMs + settings.rebalanceTimeoutMs() - client.clock().monotonicMs();
        return Math.max(1, Math.min(settings.heartbeatIntervalMs(), pollLeftMs + 1));
    }

    private void beat(int ofRound) {
        long now = client.clock().monotonicMs();
        if (now - lastPollMs > settings.rebalanceTimeoutMs()) {
            Generation left = generation;
            LOG.warn(
                    "Member {} of group {} leaves: {} ms have passed since the last poll, max.poll.interval.ms={}",
                    left.memberId(),
                    settings.groupId(),
                    now - lastPollMs,
                    settings.rebalanceTimeoutMs());
            if (!settings.isStatic()) leave(left, "consumer poll timeout has expired.");
            cancel();
            listener.onPollTimeout(left);
            return;
        }
        if (now - lastAnswerMs > settings.sessionTimeoutMs()) {
            LOG.info("No heartbeat of member {} was answered for {} ms", generation.memberId(), now - lastAnswerMs);
            lastAnswerMs = now;
            forgetCoordinator();
        }
        if (!inFlight) send(ofRound);
        scheduleNext(ofRound);
    }

    private void send(int ofRound) {
        Generation member = generation;
        inFlight = true;
        HeartbeatRequest request = new HeartbeatRequest()
                .setGroupId(settings.groupId())
                .setGenerationId(member.id())
                .setMemberId(member.memberId());
        if (settings.isStatic()) request.setGroupInstanceId(settings.instanceId());
        Callbacks.on(toCoordinator(Call.of(request, HeartbeatResponse.class)), (response, failure) -> {
            if (ofRound != round) return;
            inFlight = false;
            if (failure != null) {
                LOG.debug("Heartbeat of member {} failed", member.memberId(), failure);
                forgetCoordinator();
                return;
            }
            ErrorCode error = ErrorCode.forCode(response.errorCode());
            if (error == ErrorCode.NOT_COORDINATOR || error == ErrorCode.COORDINATOR_NOT_AVAILABLE) {
                forgetCoordinator();
                return;
            }
            lastAnswerMs = client.clock().monotonicMs();
            if (error != ErrorCode.NONE) listener.onHeartbeatError(member, error);
        });
    }

    /** Tells the coordinator that a member goes. The answer does not matter: the session would end anyway. */
    private void leave(Generation member, String reason) {
        Callbacks.on(toCoordinator(leaveCall(settings, member, reason)), (response, failure) -> {
            if (failure != null) LOG.debug("LeaveGroup of member {} failed", member.memberId(), failure);
        });
    }

    private <R extends ApiMessage> CompletableFuture<R> toCoordinator(Call<R> call) {
        return client.coordinators()
                .find(CoordinatorLookup.Type.GROUP, settings.groupId())
                .thenCompose(node -> client.send(node.id(), call));
    }

    private void forgetCoordinator() {
        client.coordinators().forget(CoordinatorLookup.Type.GROUP, settings.groupId());
    }

    static Call<LeaveGroupResponse> leaveCall(GroupSettings settings, Generation member, String reason) {
        return Call.of(ApiKey.LEAVE_GROUP, LeaveGroupResponse.class, version -> {
            LeaveGroupRequest request = new LeaveGroupRequest().setGroupId(settings.groupId());
            if (version < 3) return request.setMemberId(member.memberId());
            return request.setMembers(List.of(new LeaveGroupRequest.MemberIdentity()
                    .setMemberId(member.memberId())
                    .setGroupInstanceId(settings.instanceId())
                    .setReason(reason)));
        });
    }
}
