package io.tailrace.streams.runtime;

import io.tailrace.clients.admin.Admin;
import io.tailrace.clients.admin.OffsetSpec;
import io.tailrace.clients.consumer.OffsetAndMetadata;
import io.tailrace.common.TopicPartition;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.processor.StateRestoreListener;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * The child process of {@link CrashRestartTest}: runs {@link WordCount} on an embedded log store until all input is counted, or something comes
 * on its standard input. It prints
 * {@code counted N} every {@value #PROGRESS_EVERY} records, {@code restoring START END} for each store that it restores, and
 * {@code done} or {@code stopped} at its end.
 */
final class CountingMain {
    static final int PROGRESS_EVERY = 500;
    private static final long NANOS_PER_RECORD = TimeUnit.MICROSECONDS.toNanos(50);
    private static final AtomicInteger COUNTED = new AtomicInteger();

    private CountingMain() {}

    public static void main(String[] args) throws Exception {
        Path directory = Path.of(args[0]);
        WordCount count = new WordCount("crashing", bootstrap(directory));
        Properties config = count.config(directory.resolve("state"), 2);
        config.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0); // each count goes to the changelog at once
        config.put(StreamsConfig.consumerPrefix("session.timeout.ms"), 6_000);
        config.put(StreamsConfig.consumerPrefix("heartbeat.interval.ms"), 1_000);
        config.put(StreamsConfig.consumerPrefix("max.poll.records"), 200);
        try (TailraceStreams streams = new TailraceStreams(count.topology(CountingMain::counted), config)) {
            streams.setGlobalStateRestoreListener(new Printing());
            streams.start();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap(directory)))) {
                while (System.in.available() == 0 && streams.state() != TailraceStreams.State.ERROR) {
                    if (isDone(admin)) {
                        streams.close();
                        say("done");
                        return;
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
                }
            }
        }
        say("stopped");
    }

    static String bootstrap(Path directory) {
        return "embedded:" + directory.resolve("log");
    }

    private static void counted() {
        LockSupport.parkNanos(NANOS_PER_RECORD);
        int counted = COUNTED.incrementAndGet();
        if (counted % PROGRESS_EVERY == 0) {
            say("counted " + counted);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    /** Whether the committed offsets of the input and of what is repartitioned are the ends. */
    private static boolean isDone(Admin admin) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets("crashing")
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> specs = new HashMap<>();
        committed.keySet().forEach(partition -> specs.put(partition, OffsetSpec.latest()));
        if (committed.size() < 2 * WordCount.PARTITIONS) {
            return false;
        }
        var ends = admin.listOffsets(specs).all().get();
        return committed.entrySet().stream()
                .allMatch(entry ->
                        entry.getValue().offset() == ends.get(entry.getKey()).offset());
    }

    /** Prints what is restored. */
    private static final class Printing implements StateRestoreListener {
        @Override
        public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
            say("restoring " + start + " " + end);
        }

        @Override
        public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {}

        @Override
        public void onRestoreEnd(TopicPartition changelog, String store, long total) {}
    }
}
