package io.tailrace.clients.admin;

import io.tailrace.clients.admin.AdminCalls.Outcome;
import io.tailrace.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.PartitionView;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.Errors;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.DeleteRecordsRequest;
import io.tailrace.protocol.message.DeleteRecordsResponse;
import io.tailrace.protocol.message.ListOffsetsRequest;
import io.tailrace.protocol.message.ListOffsetsResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Looks up offsets and deletes records: requests to the leaders of partitions. <b>Threads:</b> any. */
final class PartitionAdmin {

    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long MAX_TIMESTAMP = -3;
    private static final long EARLIEST_LOCAL = -4;
    private static final long LATEST_TIERED = -5;

    private static final int SERVER_TIMEOUT_MS = 30_000;

    private final AdminCalls calls;

    PartitionAdmin(AdminCalls calls) {
        this.calls = calls;
    }

    ListOffsetsResult listOffsets(Map<TopicPartition, OffsetSpec> wanted, ListOffsetsOptions options) {
        return new ListOffsetsResult(calls.keyed(
                wanted.keySet(),
                options,
                partitions -> byLeader(partitions, (leader, some) -> {
                    // Special timestamps are negative, the newer the smaller: the smallest decides the version that is
                    // needed.
                    long lowest = some.stream()
                            .mapToLong(partition -> timestamp(wanted.get(partition)))
                            .min()
                            .orElse(0);
                    ListOffsetsRequest request = new ListOffsetsRequest()
                            .setReplicaId(-1)
                            .setIsolationLevel(options.isolationLevel().id())
                            .setTopics(offsetTopics(some, wanted));
                    return calls.client()
                            .send(
                                    leader,
                                    Call.of(request, ListOffsetsResponse.class)
                                            .versions(versionOf(lowest), Short.MAX_VALUE))
                            .thenApply(PartitionAdmin::offsets);
                })));
    }

    private static int versionOf(long timestamp) {
        if (timestamp == LATEST_TIERED) {
            return 9;
        }
        return timestamp == EARLIEST_LOCAL ? 8 : timestamp == MAX_TIMESTAMP ? 7 : 1;
    }

    private static long timestamp(OffsetSpec spec) {
        if (spec instanceof OffsetSpec.TimestampSpec time) {
            return time.timestamp();
        }
        if (spec instanceof OffsetSpec.EarliestSpec) {
            return EARLIEST;
        }
        if (spec instanceof OffsetSpec.MaxTimestampSpec) {
            return MAX_TIMESTAMP;
        }
        if (spec instanceof OffsetSpec.EarliestLocalSpec) {
            return EARLIEST_LOCAL;
        }
        return spec instanceof OffsetSpec.LatestTieredSpec ? LATEST_TIERED : LATEST;
    }

    private static List<ListOffsetsRequest.ListOffsetsTopic> offsetTopics(
            Set<TopicPartition> partitions, Map<TopicPartition, OffsetSpec> wanted) {
        Map<String, ListOffsetsRequest.ListOffsetsTopic> topics = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            topics.computeIfAbsent(partition.topic(), name -> new ListOffsetsRequest.ListOffsetsTopic().setName(name))
                    .partitions()
                    .add(new ListOffsetsRequest.ListOffsetsPartition()
                            .setPartitionIndex(partition.partition())
                            .setTimestamp(timestamp(wanted.get(partition))));
        }
        return new ArrayList<>(topics.values());
    }

    private static Map<TopicPartition, Outcome<ListOffsetsResultInfo>> offsets(ListOffsetsResponse response) {
        Map<TopicPartition, Outcome<ListOffsetsResultInfo>> outcomes = new HashMap<>();
        response.topics()
                .forEach(topic -> topic.partitions()
                        .forEach(partition -> outcomes.put(
                                new TopicPartition(topic.name(), partition.partitionIndex()),
                                Outcome.of(
                                        partition.errorCode(),
                                        null,
                                        new ListOffsetsResultInfo(
                                                partition.offset(),
                                                partition.timestamp(),
                                                partition.leaderEpoch() < 0
                                                        ? Optional.empty()
                                                        : Optional.of(partition.leaderEpoch()))))));
        return outcomes;
    }

    DeleteRecordsResult deleteRecords(Map<TopicPartition, RecordsToDelete> wanted, DeleteRecordsOptions options) {
        return new DeleteRecordsResult(calls.keyed(
                wanted.keySet(),
                options,
                partitions -> byLeader(partitions, (leader, some) -> {
                    Map<String, DeleteRecordsRequest.DeleteRecordsTopic> topics = new TreeMap<>();
                    for (TopicPartition partition : some) {
                        topics.computeIfAbsent(
                                        partition.topic(),
                                        name -> new DeleteRecordsRequest.DeleteRecordsTopic().setName(name))
                                .partitions()
                                .add(new DeleteRecordsRequest.DeleteRecordsPartition()
                                        .setPartitionIndex(partition.partition())
                                        .setOffset(wanted.get(partition).beforeOffset()));
                    }
                    DeleteRecordsRequest request = new DeleteRecordsRequest()
                            .setTopics(new ArrayList<>(topics.values()))
                            .setTimeoutMs(SERVER_TIMEOUT_MS);
                    return calls.client()
                            .send(leader, Call.of(request, DeleteRecordsResponse.class))
                            .thenApply(response -> {
                                Map<TopicPartition, Outcome<DeletedRecords>> outcomes = new HashMap<>();
                                response.topics()
                                        .forEach(topic -> topic.partitions()
                                                .forEach(partition -> outcomes.put(
                                                        new TopicPartition(topic.name(), partition.partitionIndex()),
                                                        Outcome.of(
                                                                partition.errorCode(),
                                                                null,
                                                                new DeletedRecords(partition.lowWatermark())))));
                                return outcomes;
                            });
                })));
    }

    /** A request for some partitions to their leader. */
    private interface Ask<V> {
        CompletableFuture<Map<TopicPartition, Outcome<V>>> ask(int leader, Set<TopicPartition> partitions);
    }

    /** Fresh leaders first: an attempt may be a retry because the known ones were wrong. */
    private <V> CompletableFuture<Map<TopicPartition, Outcome<V>>> byLeader(
            Set<TopicPartition> partitions, Ask<V> ask) {
        Set<String> topics = partitions.stream().map(TopicPartition::topic).collect(Collectors.toSet());
        return calls.client().metadata().refreshFor(topics).thenCompose(cluster -> {
            Map<TopicPartition, Outcome<V>> leaderless = new HashMap<>();
            Map<Integer, Set<TopicPartition>> byLeader = new HashMap<>();
            for (TopicPartition partition : partitions) {
                PartitionView view = cluster.partition(partition);
                if (view == null || view.leaderId() < 0) {
                    leaderless.put(
                            partition,
                            Outcome.failed(Errors.exception(
                                    leaderless(cluster, partition),
                                    "no leader of partition " + partition + " is known")));
                } else {
                    byLeader.computeIfAbsent(view.leaderId(), leader -> new java.util.HashSet<>())
                            .add(partition);
                }
            }
            return Fan.<Integer, TopicPartition, V, Set<TopicPartition>>out(byLeader, ask::ask)
                    .thenApply(outcomes -> {
                        outcomes.putAll(leaderless);
                        return outcomes;
                    });
        });
    }

    private static ErrorCode leaderless(ClusterSnapshot cluster, TopicPartition partition) {
        ErrorCode error = cluster.error(partition.topic());
        if (error != null && error != ErrorCode.NONE) {
            return error;
        }
        return cluster.partition(partition) == null
                ? ErrorCode.UNKNOWN_TOPIC_OR_PARTITION
                : ErrorCode.LEADER_NOT_AVAILABLE;
    }
}
