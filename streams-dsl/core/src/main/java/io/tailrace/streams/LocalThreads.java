package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.runtime.StreamsClient;
import io.tailrace.streams.runtime.ThreadStatus;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes the metadata of local threads. */
final class LocalThreads {
    private record Threads(
            String threadName,
            String threadState,
            Set<TaskMetadata> activeTasks,
            Set<TaskMetadata> standbyTasks,
            String adminClientId)
            implements ThreadMetadata {
        @Override
        public String consumerClientId() {
            return threadName + "-consumer";
        }

        @Override
        public String restoreConsumerClientId() {
            return threadName + "-restore-consumer";
        }

        @Override
        public Set<String> producerClientIds() {
            return Set.of(threadName + "-producer");
        }
    }

    private record Tasks(
            TaskId taskId,
            Set<TopicPartition> topicPartitions,
            Map<TopicPartition, Long> committedOffsets,
            Map<TopicPartition, Long> endOffsets,
            Optional<Long> timeCurrentIdlingStarted)
            implements TaskMetadata {}

    private LocalThreads() {}

    static Set<ThreadMetadata> of(StreamsClient client) {
        Set<ThreadMetadata> threads = new HashSet<>();
        for (ThreadStatus thread : client.threads()) {
            Set<TaskMetadata> active = new HashSet<>();
            thread.tasks()
                    .forEach((id, task) -> active.add(
                            new Tasks(id, task.partitions(), task.committed(), task.ends(), task.idleSinceMs())));
            threads.add(new Threads(thread.name(), thread.state(), active, Set.of(), client.clientId() + "-admin"));
        }
        return threads;
    }
}
