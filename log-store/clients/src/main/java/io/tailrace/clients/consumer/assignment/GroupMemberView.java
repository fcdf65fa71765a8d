package io.tailrace.clients.consumer.assignment;

import io.tailrace.common.TopicPartition;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One member as the assignment algorithms see it.
 *
 * @param instanceId the {@code group.instance.id} of a static member
 * @param owned the partitions it claims to have got last
 * @param generation the generation in which it got them; {@link #NO_GENERATION} if it does not say
 * @param declaredGeneration the generation in the subscription itself, where {@code generation} comes from user data
 * @param rack null or empty for none
 */
public record GroupMemberView(
        String id,
        @Nullable String instanceId,
        List<String> topics,
        List<TopicPartition> owned,
        int generation,
        int declaredGeneration,
        @Nullable String rack) {

    public static final int NO_GENERATION = -1;

    /** Static members first, by instance id, so that a member keeps its place over restarts; then by member id. */
    static final Comparator<GroupMemberView> STABLE_ORDER = (a, b) -> {
        if (a.instanceId != null && b.instanceId != null) return a.instanceId.compareTo(b.instanceId);
        if (a.instanceId != null) return -1;
        if (b.instanceId != null) return 1;
        return a.id.compareTo(b.id);
    };

    boolean hasRack() {
        return rack != null && !rack.isEmpty();
    }
}
