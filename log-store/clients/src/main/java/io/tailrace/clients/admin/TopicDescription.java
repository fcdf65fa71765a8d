package io.tailrace.clients.admin;

import io.tailrace.common.TopicPartitionInfo;
import io.tailrace.common.Uuid;
import io.tailrace.common.acl.AclOperation;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A topic and its partitions.
 *
 * @param authorizedOperations what the caller may do, or null if that was not asked for
 */
public record TopicDescription(
        String name,
        boolean isInternal,
        List<TopicPartitionInfo> partitions,
        @Nullable Set<AclOperation> authorizedOperations,
        Uuid topicId) {

    public TopicDescription(String name, boolean internal, List<TopicPartitionInfo> partitions) {
        this(name, internal, partitions, Set.of(), Uuid.ZERO_UUID);
    }

    public TopicDescription(
            String name,
            boolean internal,
            List<TopicPartitionInfo> partitions,
            @Nullable Set<AclOperation> authorizedOperations) {
        this(name, internal, partitions, authorizedOperations, Uuid.ZERO_UUID);
    }
}
