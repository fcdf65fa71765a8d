package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.task.StreamTask;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;

/**
 * Where the changelogs of the stores that are here end. The stores of running tasks have all of it.
 *
 * <p><b>Threads:</b> any.
 */
public final class StoreLags {
    private final Admin admin;
    private final Supplier<Collection<StreamTask>> tasks;

    StoreLags(Admin admin, Supplier<Collection<StreamTask>> tasks) {
        this.admin = admin;
        this.tasks = tasks;
    }

    /** The end of each changelog by store and partition; asks the brokers. */
    public Map<String, Map<Integer, Long>> ends() {
        Map<TopicPartition, String> stores = new HashMap<>();
        for (StreamTask task : tasks.get()) {
            task.changelogTopics()
                    .forEach((store, topic) ->
                            stores.put(new TopicPartition(topic, task.id().partition()), store));
        }
        Map<String, Map<Integer, Long>> ends = new HashMap<>();
        if (stores.isEmpty()) {
            return ends;
        }
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        stores.keySet().forEach(partition -> wanted.put(partition, OffsetSpec.latest()));
        try {
            admin.listOffsets(wanted)
                    .all()
                    .get()
                    .forEach((partition, end) -> ends.computeIfAbsent(stores.get(partition), any -> new HashMap<>())
                            .put(partition.partition(), end.offset()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StreamsException("Unable to obtain end offsets from kafka: interrupted", e);
        } catch (ExecutionException e) {
            throw new StreamsException("Unable to obtain end offsets from kafka", e.getCause());
        }
        return ends;
    }
}
