package io.tailrace.streams;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.task.TaskOutput;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The output port of the test driver: keeps what the task sends, by topic.
 *
 * <p><b>Threads:</b> the test's thread.
 */
final class CapturedOutput implements TaskOutput {
    private final Map<String, Queue<ProducerRecord<byte[], byte[]>>> byTopic = new HashMap<>();
    private final Queue<ProducerRecord<byte[], byte[]>> fresh = new ArrayDeque<>();

    @Override
    public void send(ProducerRecord<byte[], byte[]> record, ErrorHandlerContext context) {
        add(record);
    }

    void add(ProducerRecord<byte[], byte[]> record) {
        byTopic.computeIfAbsent(record.topic(), topic -> new ArrayDeque<>()).add(record);
        fresh.add(record);
    }

    @Override
    public int partitionCount(String topic) {
        return 1;
    }

    /** The next record that was not looked at yet, or null. */
    @Nullable
    ProducerRecord<byte[], byte[]> pollFresh() {
        return fresh.poll();
    }

    Set<String> topics() {
        return Collections.unmodifiableSet(byTopic.keySet());
    }

    Queue<ProducerRecord<byte[], byte[]>> records(String topic) {
        return byTopic.getOrDefault(topic, new ArrayDeque<>());
    }
}
