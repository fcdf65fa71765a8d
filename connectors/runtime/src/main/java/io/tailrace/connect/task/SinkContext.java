package io.tailrace.connect.task;

import io.tailrace.clients.consumer.Consumer;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.metrics.PluginMetrics;
import org.apache.kafka.connect.errors.IllegalWorkerStateException;
import org.apache.kafka.connect.sink.ErrantRecordReporter;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * What a sink task may ask the runtime. Requests are noted here and carried out by the loop between two batches.
 *
 * <p><b>Threads:</b> the task's own, but {@link #requestCommit()} from any.
 */
final class SinkContext implements SinkTaskContext {

    private final Map<String, String> configs;
    private final Consumer<byte[], byte[]> consumer;
    private final PluginMetrics metrics;
    private final @Nullable ErrantRecordReporter reporter;
    private final Map<TopicPartition, Long> rewinds = new HashMap<>();
    private final Set<TopicPartition> pausedByTask = new HashSet<>();
    private long timeoutMs = -1;
    private volatile boolean commitRequested;

    SinkContext(
            Map<String, String> configs,
            Consumer<byte[], byte[]> consumer,
            PluginMetrics metrics,
            @Nullable ErrantRecordReporter reporter) {
        this.configs = configs;
        this.consumer = consumer;
        this.metrics = metrics;
        this.reporter = reporter;
    }

    @Override
    public Map<String, String> configs() {
        return configs;
    }

    @Override
    public void offset(Map<TopicPartition, Long> offsets) {
        rewinds.putAll(offsets);
    }

    @Override
    public void offset(TopicPartition partition, long offset) {
        rewinds.put(partition, offset);
    }

    /** The positions asked for since the last call. */
    Map<TopicPartition, Long> takeRewinds() {
        Map<TopicPartition, Long> taken = Map.copyOf(rewinds);
        rewinds.clear();
        return taken;
    }

    @Override
    public void timeout(long timeoutMs) {
        this.timeoutMs = timeoutMs;
    }

    /** The wait before the next attempt that the task asked for since the last call, or {@code fallbackMs}. */
    long takeTimeoutMs(long fallbackMs) {
        long taken = timeoutMs;
        timeoutMs = -1;
        return taken < 0 ? fallbackMs : taken;
    }

    @Override
    public Set<TopicPartition> assignment() {
        return consumer.assignment().stream().map(KafkaTypes::toKafka).collect(Collectors.toSet());
    }

    @Override
    public void pause(TopicPartition... partitions) {
        requireAssigned(partitions);
        consumer.pause(List.of(partitions).stream().map(KafkaTypes::fromKafka).toList());
        pausedByTask.addAll(List.of(partitions));
    }

    @Override
    public void resume(TopicPartition... partitions) {
        requireAssigned(partitions);
        consumer.resume(List.of(partitions).stream().map(KafkaTypes::fromKafka).toList());
        pausedByTask.removeAll(List.of(partitions));
    }

    /** Has all partitions read again but those that the task paused itself. */
    void resumeAfterRetry() {
        consumer.resume(assignment().stream()
                .filter(partition -> !pausedByTask.contains(partition))
                .map(KafkaTypes::fromKafka)
                .toList());
    }

    /** The partitions belong to others now. */
    void forget(Collection<TopicPartition> partitions) {
        pausedByTask.removeAll(partitions);
    }

    private void requireAssigned(TopicPartition... partitions) {
        Set<TopicPartition> assigned = assignment();
        for (TopicPartition partition : partitions) {
            if (!assigned.contains(partition)) {
                throw new IllegalWorkerStateException(
                        "expected one of the assigned partitions " + assigned + ", found " + partition);
            }
        }
    }

    @Override
    public void requestCommit() {
        commitRequested = true;
    }

    boolean takeCommitRequest() {
        boolean requested = commitRequested;
        commitRequested = false;
        return requested;
    }

    @Override
    public @Nullable ErrantRecordReporter errantRecordReporter() {
        return reporter;
    }

    @Override
    public PluginMetrics pluginMetrics() {
        return metrics;
    }
}
