package io.tailrace.coordinator.group;

import static io.tailrace.coordinator.group.Requests.heartbeat;
import static io.tailrace.coordinator.group.Requests.join;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.HeartbeatResponse;
import io.tailrace.protocol.message.JoinGroupRequest;
import io.tailrace.protocol.message.JoinGroupResponse;
import io.tailrace.protocol.message.OffsetCommitResponse;
import io.tailrace.protocol.message.SyncGroupResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A client in the storm: joins, assigns when it leads, commits what it owns, leaves, and gives up now and then. */
final class StormMember {

    static final int PARTITIONS = 7;

    private final Shard shard;
    private final StormLedger ledger;
    private final Random random;
    private final @Nullable String instance;
    private String id = "";
    private int generation = -1;
    private int metadata;
    private Set<Integer> owned = Set.of();
    private @Nullable Call<JoinGroupResponse> joining;
    private @Nullable Call<SyncGroupResponse> syncing;

    StormMember(Shard shard, StormLedger ledger, Random random, @Nullable String instance) {
        this.shard = shard;
        this.ledger = ledger;
        this.random = random;
        this.instance = instance;
    }

    /** Does one thing. A calm member does nothing that disturbs the group. */
    void step(boolean calm) {
        if (joining != null) {
            joinStep(joining, calm);
        } else if (syncing != null) {
            syncStep(syncing);
        } else if (generation < 0) {
            sendJoin();
        } else if (calm || random.nextInt(10) > 0) {
            work();
        } else {
            disturb();
        }
    }

    /** The connection is gone: answers that are owed never come. */
    void disconnected() {
        if (joining != null || syncing != null) {
            joining = null;
            syncing = null;
            lose();
        }
    }

    boolean isSettled() {
        return generation >= 0 && joining == null && syncing == null;
    }

    int generation() {
        return generation;
    }

    Set<Integer> owned() {
        return owned;
    }

    private void sendJoin() {
        JoinGroupRequest request = join(id).setGroupInstanceId(instance);
        request.protocols().get(0).setMetadata(Requests.bytes("metadata " + metadata));
        joining = shard.join(9, request);
        ledger.watch(joining);
    }

    private void joinStep(Call<JoinGroupResponse> call, boolean calm) {
        if (!call.isDone()) {
            if (!calm && random.nextInt(40) == 0) {
                joining = null; // gives up and starts again as somebody else
                id = "";
            }
            return;
        }
        joining = null;
        JoinGroupResponse response = call.response();
        switch (Call.error(response.errorCode())) {
            case NONE -> {
                id = response.memberId();
                generation = response.generationId();
                syncing = shard.sync(
                        5, Requests.sync(response, assignment(response)).setGroupInstanceId(instance));
                ledger.watch(syncing);
            }
            case MEMBER_ID_REQUIRED -> id = response.memberId();
            case REBALANCE_IN_PROGRESS -> {}
            default -> id = "";
        }
    }

    /** A group without members takes commits without a generation from anybody. */
    private boolean isMember() {
        ClassicGroup group = shard.coordinator().groups().find(Requests.GROUP);
        return group != null && group.member(id) != null;
    }

    private static Map<String, String> assignment(JoinGroupResponse response) {
        List<String> members =
                response.members().stream().map(m -> m.memberId()).toList();
        Map<String, String> assignments = new HashMap<>();
        for (int partition = 0; partition < PARTITIONS && !members.isEmpty(); partition++) {
            assignments.merge(members.get(partition % members.size()), partition + ",", String::concat);
        }
        return response.skipAssignment() ? Map.of() : assignments;
    }

    private void syncStep(Call<SyncGroupResponse> call) {
        if (!call.isDone()) {
            return;
        }
        syncing = null;
        SyncGroupResponse response = call.response();
        ErrorCode error = Call.error(response.errorCode());
        if (error != ErrorCode.NONE) {
            failed(error);
            return;
        }
        owned = new TreeSet<>();
        String text = new String(response.assignment(), StandardCharsets.UTF_8);
        Arrays.stream(text.split(",", -1))
                .filter(t -> !t.isEmpty())
                .map(Integer::valueOf)
                .forEach(owned::add);
        ledger.claims(generation, instance == null ? id : instance, owned);
    }

    /** A commit that was on its way for too long. */
    private void commitOfAnEarlierGeneration() {
        int stale = generation - 1 - random.nextInt(2);
        OffsetCommitResponse response = shard.commit(
                        9, Requests.commit(id, stale, "t", 0, 7).setGroupInstanceId(instance))
                .response();
        assertThat(Call.error(response.topics().get(0).partitions().get(0).errorCode()))
                .as("commit of generation %s while it is %s", stale, generation)
                .isNotEqualTo(ErrorCode.NONE);
    }

    private void work() {
        if (random.nextInt(8) == 0 && isMember()) {
            commitOfAnEarlierGeneration();
            return;
        }
        if (random.nextBoolean() || owned.isEmpty()) {
            HeartbeatResponse response = shard.heartbeat(
                            heartbeat(id, generation).setGroupInstanceId(instance))
                    .response();
            ErrorCode error = Call.error(response.errorCode());
            if (error != ErrorCode.NONE) {
                failed(error);
            }
            return;
        }
        int partition = owned.iterator().next();
        OffsetCommitResponse response = shard.commit(
                        9,
                        Requests.commit(id, generation, "t", partition, random.nextInt(1_000))
                                .setGroupInstanceId(instance))
                .response();
        ErrorCode error =
                Call.error(response.topics().get(0).partitions().get(0).errorCode());
        if (error == ErrorCode.NONE) {
            ClassicGroup group = shard.coordinator().groups().find(Requests.GROUP);
            assertThat(group).isNotNull();
            ledger.committed(generation, group.generation(), instance == null ? id : instance, partition);
        } else {
            failed(error);
        }
    }

    private void disturb() {
        switch (random.nextInt(4)) {
            case 0 -> {
                metadata++;
                lose();
            }
            case 1 -> {
                shard.leave(5, Requests.leave(id, instance));
                id = "";
                lose();
            }
            case 2 -> {
                id = ""; // a new process
                lose();
            }
            default -> lose(); // joins again for no reason
        }
    }

    private void failed(ErrorCode error) {
        if (error != ErrorCode.REBALANCE_IN_PROGRESS && error != ErrorCode.COORDINATOR_NOT_AVAILABLE) {
            id = "";
        }
        lose();
    }

    private void lose() {
        generation = -1;
        owned = Set.of();
    }
}
