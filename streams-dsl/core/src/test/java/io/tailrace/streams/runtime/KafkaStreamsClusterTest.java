package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.common.TopicPartition;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.processor.StateRestoreListener;
import io.tailrace.testkit.KafkaBrokerFixture;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs applications against an Apache Kafka broker: repartitioning, threads, instances, restart on RocksDB. */
final class KafkaStreamsClusterTest {
    private static KafkaBrokerFixture kafka;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        kafka = KafkaBrokerFixture.start();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldGoOnFromLocalStateAfterRestartWithFourThreads() throws Exception {
        WordCount count = new WordCount("restarted", kafka.bootstrapServers());
        count.createTopics();
        count.produce(3_000);
        try (TailraceStreams streams = count.instance(directory, 4)) {
            streams.start();
            WordCount.awaitRunning(streams);
            assertThat(WordCount.tasks(streams)).isEqualTo(2 * WordCount.PARTITIONS);
            count.awaitTotals();
        }
        count.produce(2_000);
        Restored restored = new Restored();
        try (TailraceStreams streams = count.instance(directory, 4)) {
            streams.setGlobalStateRestoreListener(restored);
            streams.start();
            count.awaitTotals();
        }
        assertThat(restored.stores)
                .as("stores behind their changelogs after a clean stop")
                .isEmpty();
    }

    @Test
    void shouldRestoreFromChangelogWithFourThreads() throws Exception {
        WordCount count = new WordCount("restored", kafka.bootstrapServers());
        count.createTopics();
        count.produce(2_000);
        TailraceStreams first = count.instance(directory, 4);
        first.start();
        count.awaitTotals();
        first.close();
        first.cleanUp();
        count.produce(1_000);
        Restored restored = new Restored();
        try (TailraceStreams second = count.instance(directory, 4)) {
            second.setGlobalStateRestoreListener(restored);
            second.start();
            count.awaitTotals();
        }
        assertThat(restored.stores).contains("counts");
    }

    @Test
    void shouldTakeOverFromInstanceThatLeaves() throws Exception {
        WordCount count = new WordCount("shared", kafka.bootstrapServers());
        count.createTopics();
        count.produce(1_000);
        try (TailraceStreams one = count.instance(directory.resolve("one"), 2)) {
            one.start();
            WordCount.awaitRunning(one);
            try (TailraceStreams two = count.instance(directory.resolve("two"), 2)) {
                two.start();
                await().atMost(WordCount.LIMIT).untilAsserted(() -> {
                    assertThat(WordCount.tasks(one)).isEqualTo(WordCount.PARTITIONS);
                    assertThat(WordCount.tasks(two)).isEqualTo(WordCount.PARTITIONS);
                });
                count.produce(1_000);
                count.awaitTotals();
            }
            await().atMost(WordCount.LIMIT)
                    .untilAsserted(() -> assertThat(WordCount.tasks(one)).isEqualTo(2 * WordCount.PARTITIONS));
            count.produce(1_000);
            count.awaitTotals();
        }
    }

    /** Keeps which stores were restored. */
    private static final class Restored implements StateRestoreListener {
        private final List<String> stores = new CopyOnWriteArrayList<>();

        @Override
        public void onRestoreStart(TopicPartition changelog, String store, long start, long end) {
            stores.add(store);
        }

        @Override
        public void onBatchRestored(TopicPartition changelog, String store, long end, long count) {}

        @Override
        public void onRestoreEnd(TopicPartition changelog, String store, long total) {}
    }
}
