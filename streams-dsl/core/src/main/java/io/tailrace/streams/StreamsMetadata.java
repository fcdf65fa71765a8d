package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.state.HostInfo;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An instance of an application: where it is, and what it has. */
public interface StreamsMetadata {
    /** What the instance gave as {@code application.server}. */
    HostInfo hostInfo();

    /** The stores whose active copies it has, for some partition. */
    Set<String> stateStoreNames();

    /** The input partitions that it processes. */
    Set<TopicPartition> topicPartitions();

    /** The input partitions whose stores it has standby copies of. */
    Set<TopicPartition> standbyTopicPartitions();

    /** The stores of which it has standby copies. */
    Set<String> standbyStateStoreNames();

    String host();

    int port();

    @Override
    boolean equals(@Nullable Object other);

    @Override
    int hashCode();
}
