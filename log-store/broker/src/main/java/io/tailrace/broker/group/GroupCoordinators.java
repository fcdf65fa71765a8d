package io.tailrace.broker.group;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.partition.Partition;
import io.tailrace.broker.topic.PartitionTable;
import io.tailrace.broker.topic.TopicCreator;
import io.tailrace.coordinator.group.Decision;
import io.tailrace.coordinator.group.GroupCoordinator;
import io.tailrace.coordinator.group.GroupPartitioner;
import io.tailrace.coordinator.group.GroupTopicPartition;
import io.tailrace.coordinator.group.MemberIds;
import io.tailrace.coordinator.group.RequestContext;
import io.tailrace.metadata.MetadataImage;
import io.tailrace.metadata.MetadataListener;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.TopicImage;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * All groups that this broker coordinates: one {@link GroupShard} for each partition of {@code __consumer_offsets} that it leads.
 * That topic is created when the first client looks for a coordinator. A shard comes to life when it is first asked for,
 * or at start if its partition holds records, which are then read in the background.
 *
 * <p><b>Threads:</b> any.
 */
public final class GroupCoordinators implements MetadataListener {

    private final BrokerConfig config;
    private final MetadataQuorum quorum;
    private final PartitionTable partitions;
    private final TopicCreator creator;
    private final Scheduler scheduler;
    private final MemberIds memberIds;
    private final Map<Integer, GroupShard> shards = new ConcurrentHashMap<>();
    private volatile boolean stopped;

    public GroupCoordinators(
            BrokerConfig config,
            MetadataQuorum quorum,
            PartitionTable partitions,
            TopicCreator creator,
            Scheduler scheduler,
            MemberIds memberIds) {
        this.config = config;
        this.quorum = quorum;
        this.partitions = partitions;
        this.creator = creator;
        this.scheduler = scheduler;
        this.memberIds = memberIds;
    }

    /** A request to the coordinator. */
    @FunctionalInterface
    public interface Call {
        Decision decide(GroupCoordinator coordinator, RequestContext context, long nowMs);
    }

    /** A shard, or why there is none that could serve a request. */
    private record Located(@Nullable GroupShard shard, ErrorCode error) {}

    /** Starts to load what the log holds, and the regular look for expired offsets. */
    public void start() {
        for (Partition partition : partitions.of(TopicCreator.OFFSETS_TOPIC)) {
            if (partition.endOffset() > 0) {
                shard(partition.index());
            }
        }
        scheduleExpiry();
    }

    /** Makes sure that the topic for group state exists. */
    public CompletableFuture<ErrorCode> ensureTopic() {
        if (quorum.image().topic(TopicCreator.OFFSETS_TOPIC) != null) {
            return CompletableFuture.completedFuture(ErrorCode.NONE);
        }
        return creator.create(List.of(TopicCreator.OFFSETS_TOPIC))
                .thenApply(outcome -> outcome.getOrDefault(TopicCreator.OFFSETS_TOPIC, ErrorCode.UNKNOWN_SERVER_ERROR));
    }

    /**
     * Serves a request for one group.
     *
     * @param unavailable makes the response where this broker does not, or not now, coordinate the group
     */
    public CompletableFuture<? extends ApiMessage> serve(
            String groupId,
            io.tailrace.broker.request.RequestContext sender,
            short version,
            Call call,
            Function<ErrorCode, ? extends ApiMessage> unavailable) {
        Located located = locate(groupId);
        if (located.shard == null) {
            return CompletableFuture.completedFuture(unavailable.apply(located.error));
        }
        return located.shard.serve(answer -> {
            RequestContext context = new RequestContext(version, sender.clientIdOrEmpty(), sender.clientHost(), answer);
            return (coordinator, nowMs) -> call.decide(coordinator, context, nowMs);
        });
    }

    /** Looks at the state of one group. */
    public <T> CompletableFuture<T> read(
            String groupId, Function<GroupCoordinator, T> look, Function<ErrorCode, T> unavailable) {
        Located located = locate(groupId);
        return located.shard == null
                ? CompletableFuture.completedFuture(unavailable.apply(located.error))
                : located.shard.read(look);
    }

    /**
     * Looks at the state of all groups.
     *
     * @param unavailable takes the place of a shard that cannot be looked at
     */
    public <T> List<CompletableFuture<T>> readAll(
            Function<GroupCoordinator, T> look, Function<ErrorCode, T> unavailable) {
        List<CompletableFuture<T>> results = new ArrayList<>();
        for (GroupShard shard : living()) {
            ErrorCode error = shard.availability();
            results.add(
                    error == ErrorCode.NONE
                            ? shard.read(look)
                            : CompletableFuture.completedFuture(unavailable.apply(error)));
        }
        return results;
    }

    /** The shard of a group, if it can serve requests now. */
    private Located locate(String groupId) {
        if (stopped) {
            return new Located(null, ErrorCode.NOT_COORDINATOR);
        }
        TopicImage topic = quorum.image().topic(TopicCreator.OFFSETS_TOPIC);
        if (topic == null) {
            return new Located(null, ErrorCode.COORDINATOR_NOT_AVAILABLE);
        }
        int count = topic.partitions().size();
        GroupShard shard = shard(GroupPartitioner.partitionFor(groupId, count));
        if (shard == null) {
            return new Located(null, ErrorCode.NOT_COORDINATOR);
        }
        ErrorCode error = shard.availability();
        return new Located(error == ErrorCode.NONE ? shard : null, error);
    }

    private List<GroupShard> living() {
        return new ArrayList<>(shards.values());
    }

    @Override
    public void onImage(MetadataImage before, MetadataImage after) {
        Set<GroupTopicPartition> gone = new HashSet<>();
        for (TopicImage topic : before.topics()) {
            TopicImage now = after.topic(topic.name());
            if (now == null || !now.id().equals(topic.id())) {
                for (int index = 0; index < topic.partitions().size(); index++) {
                    gone.add(new GroupTopicPartition(topic.name(), index));
                }
            }
        }
        if (!gone.isEmpty()) {
            for (GroupShard shard : living()) {
                shard.process((groups, nowMs) -> groups.partitionsDeleted(gone, nowMs));
            }
        }
    }

    /** Answers whoever waits; from now on every group is somebody else's. */
    public void stop() {
        stopped = true;
        living().forEach(GroupShard::stop);
    }

    private @Nullable GroupShard shard(int index) {
        GroupShard known = shards.get(index);
        return known != null ? known : shards.computeIfAbsent(index, this::create);
    }

    private @Nullable GroupShard create(int index) {
        Partition partition = partitions.find(TopicCreator.OFFSETS_TOPIC, index);
        if (partition == null) {
            return null;
        }
        GroupCoordinator coordinator = new GroupCoordinator(config.groups(), memberIds);
        GroupShard shard = new GroupShard(partition, coordinator, scheduler);
        if (shard.needsLoading()) {
            scheduler.execute(shard::load);
        }
        return shard;
    }

    private void scheduleExpiry() {
        scheduler.schedule(config.offsetsRetentionCheckMs(), () -> {
            if (!stopped) {
                living().forEach(shard -> shard.process((groups, nowMs) -> groups.expireOffsets(nowMs)));
                scheduleExpiry();
            }
        });
    }
}
