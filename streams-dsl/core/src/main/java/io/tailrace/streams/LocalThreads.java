package io.tailrace.streams;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.runtime.StreamsClient;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Makes the metadata of local threads. */
final class LocalThreads {
    private record Threads(String threadName, String threadState, Set<TaskMetadata> activeTasks)
            implements ThreadMetadata {
        @Override
        public Set<TaskMetadata> standbyTasks() {
            return Set.of();
        }
    }

    private record Tasks(TaskId taskId, Set<TopicPartition> topicPartitions) implements TaskMetadata {}

    private LocalThreads() {}

    static Set<ThreadMetadata> of(StreamsClient client) {
        Map<String, String> states = client.threadStates();
        Set<ThreadMetadata> threads = new HashSet<>();
        client.tasksByThread().forEach((name, tasks) -> {
            Set<TaskMetadata> active = new HashSet<>();
            tasks.forEach((id, partitions) -> active.add(new Tasks(id, partitions)));
            threads.add(new Threads(name, states.getOrDefault(name, "DEAD"), active));
        });
        return threads;
    }
}
