package io.tailrace.clients.admin;

import io.tailrace.common.TopicPartition;
import java.util.Set;

/** The partitions that a member has. */
public record MemberAssignment(Set<TopicPartition> topicPartitions) {
    public MemberAssignment {
        topicPartitions = Set.copyOf(topicPartitions);
    }
}
