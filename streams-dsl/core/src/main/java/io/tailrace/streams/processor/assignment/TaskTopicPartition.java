package io.tailrace.streams.processor.assignment;

import io.tailrace.common.TopicPartition;
import java.util.Optional;
import java.util.Set;

/** A partition that a task reads, or writes its changes to. */
public interface TaskTopicPartition {
    TopicPartition topicPartition();

    boolean isSource();

    boolean isChangelog();

    /** Racks of its replicas, if they are known. */
    Optional<Set<String>> rackIds();
}
