package io.tailrace.streams.runtime;

import io.tailrace.common.TopicPartition;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.task.GlobalStores;
import io.tailrace.state.task.StateDirectory;
import io.tailrace.state.task.TaskDirectory;
import io.tailrace.state.task.TaskStores;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.task.StreamTask;
import io.tailrace.streams.task.TaskSettings;
import io.tailrace.streams.topology.CompiledTopology;
import io.tailrace.streams.topology.Subtopology;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes tasks with their stores.
 *
 * <p><b>Threads:</b> used by all stream threads; changes only before the first of them starts.
 */
final class TaskFactory {
    private final CompiledTopology topology;
    private final TaskSettings settings;
    private final StateDirectory stateDirectory;
    private final CacheBudget cache;
    private volatile GlobalStores globals = GlobalStores.NONE;

    TaskFactory(CompiledTopology topology, TaskSettings settings, StateDirectory stateDirectory, CacheBudget cache) {
        this.topology = topology;
        this.settings = settings;
        this.stateDirectory = stateDirectory;
        this.cache = cache;
    }

    /** The global stores for tasks that are made from now on; before the first one is. */
    GlobalStores globals() {
        return globals;
    }

    void useGlobals(GlobalStores globalStores) {
        globals = globalStores;
    }

    /** @throws io.tailrace.streams.errors.LockException if another thread still holds the task's directory: try again later */
    StreamTask make(TaskId id, Set<TopicPartition> partitions, ProducerOutput output) {
        Subtopology subtopology = topology.subtopology(id.subtopology());
        Map<String, TopicPartition> changelogs = new HashMap<>();
        subtopology
                .changelogTopics()
                .forEach((store, topic) -> changelogs.put(store, new TopicPartition(topic, id.partition())));
        TaskDirectory directory = stateDirectory.lock(id);
        TaskStores stores = TaskStores.builder(id)
                .directory(directory)
                .changelogs(changelogs, output)
                .cache(cache)
                .globals(globals)
                .configs(settings.appConfigs())
                .build();
        try {
            return new StreamTask(
                    id,
                    subtopology,
                    partitions,
                    settings,
                    stores,
                    output,
                    directory.path().toFile());
        } catch (RuntimeException e) {
            stores.close();
            throw e;
        }
    }

    Set<TaskId> tasksOnDisk() {
        return new TreeSet<>(stateDirectory.tasksOnDisk());
    }
}
