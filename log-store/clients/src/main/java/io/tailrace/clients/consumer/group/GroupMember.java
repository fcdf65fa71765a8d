package io.tailrace.clients.consumer.group;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.consumer.dispatch.Mailbox;
import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.consumer.group.RebalanceHandler.Participant;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.ExponentialBackoff;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.LeaveGroupResponse;
import io.tailrace.protocol.message.SyncGroupRequest;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of a group: takes it through rebalances, a step at a time, whenever it is polled.
 *
 * <pre>
 *               prepare, JoinGroup              JoinGroup answered (leader: assign), SyncGroup
 *   UNJOINED ───────────────────────▶ JOINING ───────────────────────────────────────────────▶ SYNCING
 *      ▲  ▲                              │ error: back off, maybe without the member id            │
 *      │  └──────────────────────────────┴──────────────────────────────────────────────◀──────────┤
 *      │        heartbeat: unknown member, old generation; poll time-out; leave                    ▼ complete
 *      └──────────────────────────────────────────────────────────────────────────────────────── STABLE
 *                    STABLE ──▶ JOINING when the group rebalances or {@link #requestRejoin} is called
 * </pre>
 *
 * <p>Answers to requests of an earlier round are ignored: every reset begins a new one.
 *
 * <p><b>Threads:</b> the owner of the consumer; the callbacks of {@link Heartbeats.Listener} come from the client's
 * scheduler and only put events into the mailbox.
 */
public final class GroupMember implements Heartbeats.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(GroupMember.class);
    private static final int MAX_REASON_LENGTH = 255;

    /** See the diagram of the class. */
    public enum State {
        UNJOINED,
        JOINING,
        SYNCING,
        STABLE
    }

    private final Dispatcher dispatcher;
    private final Mailbox mailbox;
    private final GroupSettings settings;
    private final RebalanceHandler handler;
    private final Heartbeats heartbeats;
    private final ExponentialBackoff backoff;
    private final int joinTimeoutMs;

    private State state = State.UNJOINED;
    private Generation generation = Generation.NONE;
    private boolean rejoinNeeded = true;
    private boolean prepareNeeded = true;
    private String rejoinReason = "";
    private int round;
    private int failures;
    private long retryAtMs = Long.MIN_VALUE;
    private @Nullable JoinGroupResponse joinedAsLeader;
    private byte @Nullable [] assignment;
    private @Nullable RuntimeException fatal;

    public GroupMember(Dispatcher dispatcher, Mailbox mailbox, GroupSettings settings, RebalanceHandler handler) {
        this.dispatcher = dispatcher;
        this.mailbox = mailbox;
        this.settings = settings;
        this.handler = handler;
        this.heartbeats = new Heartbeats(dispatcher.client(), settings, this);
        var client = dispatcher.client().settings();
        this.backoff = new ExponentialBackoff(
                client.retryBackoffMs(),
                client.retryBackoffMaxMs(),
                dispatcher.client().random());
        this.joinTimeoutMs = settings.joinTimeoutMs(client.requestTimeoutMs());
    }

    public Generation generation() {
        return generation;
    }

    public boolean isStable() {
        return state == State.STABLE;
    }

    public boolean isRebalancing() {
        return state == State.JOINING || state == State.SYNCING;
    }

    /** The application is there: the poll interval begins anew. */
    public void polled(long nowMs) {
        heartbeats.polled(nowMs);
    }

    /** Makes the member go through a rebalance; the reason is told to the coordinator. */
    public void requestRejoin(String reason) {
        if (rejoinNeeded) return;
        LOG.info("Member {} of group {} rejoins: {}", generation.memberId(), settings.groupId(), reason);
        rejoinNeeded = true;
        rejoinReason = reason;
    }

    /**
     * Does the next step if there is one, without waiting.
     *
     * @return whether the member has an assignment and no rebalance is due
     * @throws RuntimeException for errors that end membership, or from the {@link RebalanceHandler}
     */
    public boolean poll(long nowMs) {
        throwIfFailed();
        if (assignment != null) {
            byte[] received = assignment;
            assignment = null;
            prepareNeeded = true;
            handler.complete(generation, received);
        }
        if (state == State.STABLE && !rejoinNeeded) return true;
        if (joinedAsLeader != null) {
            sync(joinedAsLeader);
            throwIfFailed();
        }
        if (isRebalancing() || nowMs < retryAtMs) return false;
        if (prepareNeeded) {
            prepareNeeded = false;
            if (!handler.prepare(generation)) {
                prepareNeeded = true;
                return false;
            }
        }
        join();
        return false;
    }

    /** When {@link #poll} has something to do again without an event, in ms of the monotonic clock. */
    public long nextDeadlineMs() {
        return state == State.UNJOINED && retryAtMs != Long.MIN_VALUE ? retryAtMs : Long.MAX_VALUE;
    }

    private void throwIfFailed() {
        if (fatal == null) return;
        RuntimeException failure = fatal;
        fatal = null;
        throw failure;
    }

    // ---- join

    private void join() {
        state = State.JOINING;
        int ofRound = ++round;
        JoinGroupRequest request = new JoinGroupRequest()
                .setGroupId(settings.groupId())
                .setSessionTimeoutMs(settings.sessionTimeoutMs())
                .setRebalanceTimeoutMs(settings.rebalanceTimeoutMs())
                .setMemberId(generation.memberId())
                .setProtocolType(settings.protocolType())
                .setReason(rejoinReason.substring(0, Math.min(MAX_REASON_LENGTH, rejoinReason.length())));
        if (settings.isStatic()) request.setGroupInstanceId(settings.instanceId());
        for (RebalanceHandler.Protocol protocol : handler.protocols()) {
            request.protocols()
                    .add(new JoinGroupRequest.JoinGroupRequestProtocol()
                            .setName(protocol.name())
                            .setMetadata(protocol.metadata()));
        }
        heartbeats.stop();
        dispatcher.sendToCoordinator(
                settings.groupId(),
                Call.of(request, JoinGroupResponse.class).timeoutMs(joinTimeoutMs),
                (response, failure) -> {
                    if (ofRound != round) return;
                    if (response == null) {
                        onFailure("JoinGroup", failure);
                    } else {
                        onJoined(response);
                    }
                });
    }

    private void onJoined(JoinGroupResponse response) {
        ErrorCode error = ErrorCode.forCode(response.errorCode());
        switch (error) {
            case NONE -> {
                generation = new Generation(response.generationId(), response.memberId(), response.protocolName());
                state = State.SYNCING;
                heartbeats.start(generation);
                if (response.leader().equals(response.memberId())) {
                    joinedAsLeader = response; // the assignor runs in poll, where the application expects it
                } else {
                    sync(response);
                }
            }
            case MEMBER_ID_REQUIRED -> {
                generation = new Generation(Generation.NO_ID, response.memberId(), null);
                state = State.UNJOINED;
            }
            default -> onRebalanceError("JoinGroup", error);
        }
    }

    // ---- sync

    private void sync(JoinGroupResponse joined) {
        SyncGroupRequest request = new SyncGroupRequest()
                .setGroupId(settings.groupId())
                .setGenerationId(generation.id())
                .setMemberId(generation.memberId());
        if (settings.isStatic()) request.setGroupInstanceId(settings.instanceId());
        if (joined.leader().equals(joined.memberId()) && !addAssignments(request, joined)) return;
        String protocol = generation.protocol();
        int ofRound = round;
        dispatcher.sendToCoordinator(
                settings.groupId(),
                Call.of(
                                ApiKey.SYNC_GROUP,
                                SyncGroupResponse.class,
                                version -> version < 5
                                        ? request
                                        : request.setProtocolType(settings.protocolType())
                                                .setProtocolName(protocol))
                        .timeoutMs(joinTimeoutMs),
                (response, failure) -> {
                    if (ofRound != round) return;
                    if (response == null) {
                        onFailure("SyncGroup", failure);
                    } else {
                        onSynced(response);
                    }
                });
    }

    /** Returns whether the assignments are there; if not, the next poll tries again. */
    private boolean addAssignments(SyncGroupRequest request, JoinGroupResponse joined) {
        joinedAsLeader = null;
        List<Participant> members = new ArrayList<>(joined.members().size());
        for (JoinGroupResponse.JoinGroupResponseMember member : joined.members()) {
            members.add(new Participant(member.memberId(), member.groupInstanceId(), member.metadata()));
        }
        Map<String, byte[]> assignments;
        try {
            assignments = handler.assign(String.valueOf(joined.protocolName()), members, joined.skipAssignment());
        } catch (RuntimeException e) {
            fail(e);
            return false;
        }
        if (assignments == null) {
            joinedAsLeader = joined;
            return false;
        }
        assignments.forEach((memberId, bytes) -> request.assignments()
                .add(new SyncGroupRequest.SyncGroupRequestAssignment()
                        .setMemberId(memberId)
                        .setAssignment(bytes)));
        return true;
    }

    private void onSynced(SyncGroupResponse response) {
        ErrorCode error = ErrorCode.forCode(response.errorCode());
        if (error != ErrorCode.NONE) {
            onRebalanceError("SyncGroup", error);
            return;
        }
        LOG.info(
                "Member {} of group {} is in generation {}",
                generation.memberId(),
                settings.groupId(),
                generation.id());
        state = State.STABLE;
        rejoinNeeded = false;
        rejoinReason = "";
        failures = 0;
        retryAtMs = Long.MIN_VALUE;
        assignment = response.assignment();
    }

    // ---- what goes wrong

    private void onFailure(String request, @Nullable Throwable failure) {
        if (failure instanceof RetriableException) {
            LOG.info("{} of group {} failed, to be tried again: {}", request, settings.groupId(), failure.toString());
            dispatcher.forgetCoordinator(settings.groupId());
            retryLater();
        } else {
            fail(ProtocolErrors.exception(failure));
        }
    }

    private void onRebalanceError(String request, ErrorCode error) {
        LOG.info("{} of member {} in group {}: {}", request, generation.memberId(), settings.groupId(), error);
        switch (error) {
            case COORDINATOR_LOAD_IN_PROGRESS -> retryLater();
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR -> {
                dispatcher.forgetCoordinator(settings.groupId());
                retryLater();
            }
            case UNKNOWN_MEMBER_ID -> reset(Generation.NONE, "unknown member in " + request);
            case ILLEGAL_GENERATION -> reset(generation.withoutId(), "old generation in " + request);
            case REBALANCE_IN_PROGRESS -> {
                heartbeats.stop();
                state = State.UNJOINED;
                rejoinNeeded = true;
            }
            default -> fail(ProtocolErrors.exception(error));
        }
    }

    private void retryLater() {
        heartbeats.stop();
        state = State.UNJOINED;
        rejoinNeeded = true;
        retryAtMs = dispatcher.client().clock().monotonicMs() + backoff.delayMs(failures++);
    }

    /** The next poll throws; the one after tries again. */
    private void fail(RuntimeException failure) {
        heartbeats.stop();
        fatal = failure;
        joinedAsLeader = null;
        state = State.UNJOINED;
        rejoinNeeded = true;
    }

    private void reset(Generation to, String reason) {
        round++;
        heartbeats.stop();
        state = State.UNJOINED;
        generation = to;
        assignment = null;
        joinedAsLeader = null;
        prepareNeeded = true;
        rejoinNeeded = true;
        rejoinReason = reason;
    }

    @Override
    public void onHeartbeatError(Generation of, ErrorCode error) {
        mailbox.offer(() -> heartbeatFailed(of, error), () -> {});
    }

    private void heartbeatFailed(Generation of, ErrorCode error) {
        if (!of.equals(generation)) return;
        switch (error) {
            case COORDINATOR_LOAD_IN_PROGRESS -> {}
            case REBALANCE_IN_PROGRESS -> {
                if (state == State.STABLE) requestRejoin("group is already rebalancing");
            }
            case UNKNOWN_MEMBER_ID, ILLEGAL_GENERATION -> generationLost(of, error);
            default -> {
                reset(Generation.NONE, "heartbeat failed with " + error);
                fatal = ProtocolErrors.exception(error);
            }
        }
    }

    @Override
    public void onPollTimeout(Generation of) {
        mailbox.offer(
                () -> {
                    if (of.equals(generation)) reset(Generation.NONE, "max.poll.interval.ms exceeded");
                },
                () -> {});
    }

    /** A request of this generation was refused: the group went on without this member. */
    public void generationLost(Generation of, ErrorCode error) {
        if (!of.equals(generation)) return;
        LOG.info("Member {} of group {} lost its place: {}", generation.memberId(), settings.groupId(), error);
        reset(error == ErrorCode.ILLEGAL_GENERATION ? generation.withoutId() : Generation.NONE, "lost: " + error);
    }

    /**
     * Ends membership here; unless {@code silently}, and if there is anything to leave, tells the coordinator.
     *
     * @param done runs when the coordinator has answered, or at once if it is not told
     */
    public void leave(String reason, boolean silently, Runnable done) {
        Generation left = generation;
        reset(Generation.NONE, "");
        retryAtMs = Long.MIN_VALUE;
        if (silently || left.memberId().isEmpty()) {
            done.run();
            return;
        }
        dispatcher.sendToCoordinator(
                settings.groupId(),
                Heartbeats.leaveCall(settings, left, reason),
                (LeaveGroupResponse response, @Nullable Throwable failure) -> {
                    if (failure != null) LOG.debug("LeaveGroup of member {} failed", left.memberId(), failure);
                    done.run();
                });
    }

    public GroupSettings settings() {
        return settings;
    }
}
