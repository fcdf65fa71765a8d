package io.tailrace.simulator.world;

import io.tailrace.clients.consumer.Consumer;
import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.consumer.ConsumerRecords;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.simulator.history.Poll;
import io.tailrace.simulator.time.ProcessScheduler;
import io.tailrace.simulator.time.Trace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * An application that polls and notes what it gets, and pauses partitions now and then.
 *
 * <p><b>Threads:</b> the one of the simulation; runs as a process of its own.
 */
final class ConsumerApp {

    private final String name;
    private final ProcessScheduler process;
    private final Random random;
    private final Consumer<byte[], byte[]> consumer;
    private final java.util.function.Consumer<Poll> notes;
    private final Trace trace;
    private final int meanPauseMs;
    private int session;
    private long lastRecordMs;
    private long polled;

    ConsumerApp(
            String name,
            ProcessScheduler process,
            Random random,
            Consumer<byte[], byte[]> consumer,
            java.util.function.Consumer<Poll> notes,
            Trace trace,
            int meanPauseMs) {
        this.name = name;
        this.process = process;
        this.random = random;
        this.consumer = consumer;
        this.notes = notes;
        this.trace = trace;
        this.meanPauseMs = meanPauseMs;
        this.lastRecordMs = process.clock().monotonicMs();
    }

    void start() {
        process.execute(this::poll);
    }

    /** Positions do not go on from those before: partitions were assigned anew. */
    void newSession() {
        session++;
    }

    long polled() {
        return polled;
    }

    /** How long ago the last record came. */
    long quietMs() {
        return process.clock().monotonicMs() - lastRecordMs;
    }

    private void poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ZERO);
            for (TopicPartition partition : records.partitions()) {
                note(partition, records.records(partition));
            }
            pauseOrResume();
        } catch (KafkaException e) {
            trace.note(name + " poll failed: " + e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        process.schedule(1 + random.nextInt(2 * meanPauseMs), this::poll);
    }

    /** What was fetched of a paused partition has to come later, in order. */
    private void pauseOrResume() {
        int choice = random.nextInt(8);
        if (choice == 0 && !consumer.assignment().isEmpty()) {
            List<TopicPartition> assigned = consumer.assignment().stream()
                    .sorted(Comparator.comparing(TopicPartition::toString))
                    .toList();
            consumer.pause(List.of(assigned.get(random.nextInt(assigned.size()))));
        } else if (choice < 3) {
            consumer.resume(consumer.paused());
        }
    }

    private void note(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return;
        }
        List<Poll.Polled> values = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            byte[] value = record.value();
            values.add(
                    new Poll.Polled(record.offset(), value == null ? "" : new String(value, StandardCharsets.UTF_8)));
        }
        polled += values.size();
        lastRecordMs = process.clock().monotonicMs();
        trace.note(name + " polled " + partition + " from " + values.get(0).offset() + ", " + values.size());
        notes.accept(new Poll(name, session, partition.topic(), partition.partition(), values));
    }
}
