package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tailrace.common.Metric;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.CloseOptions;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.TailraceStreams.State;
import io.tailrace.streams.TaskMetadata;
import io.tailrace.streams.ThreadMetadata;
import io.tailrace.streams.Topology;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** States, pauses, threads, metadata and metrics of an instance, and what its end means to others. */
final class LifecycleTest {
    @TempDir
    Path directory;

    private EmbeddedLog log;

    @BeforeEach
    void createTopics() throws Exception {
        log = new EmbeddedLog(directory);
        log.create(2, "in", "out");
    }

    @AfterEach
    void deleteLog() {
        log.deleteWhenClosed();
    }

    private static Topology copying(Runnable forEach) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .peek((key, value) -> forEach.run())
                .to(
                        "out",
                        Produced.with(Serdes.String(), Serdes.String())
                                .withStreamPartitioner((t, k, v, n) -> java.util.Optional.of(java.util.Set.of(0))));
        return builder.build();
    }

    private Properties config(String instance, int threads) {
        Properties config = log.config("lifecycle", instance);
        config.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        return config;
    }

    private static void awaitState(TailraceStreams streams, State state) {
        await().atMost(EmbeddedLog.LIMIT).until(() -> streams.state() == state);
    }

    private static Object metric(TailraceStreams streams, String name) {
        List<Object> values = streams.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals(name)
                        && metric.metricName().group().startsWith("stream"))
                .map(Metric::metricValue)
                .toList();
        assertThat(values).as(name).hasSize(1);
        return values.get(0);
    }

    @Test
    void shouldPassThroughStatesAndRefuseWhatComesTooLate() {
        List<State> states = new CopyOnWriteArrayList<>();
        TailraceStreams streams = new TailraceStreams(copying(() -> {}), config("one", 1));
        streams.setStateListener((now, before) -> states.add(now));
        assertThat(streams.addStreamThread()).isEmpty();
        assertThat(streams.removeStreamThread()).isEmpty();
        assertThatThrownBy(() -> streams.clientInstanceIds(Duration.ZERO)).hasMessageContaining("has not been started");
        streams.start();
        awaitState(streams, State.RUNNING);
        assertThatThrownBy(streams::start).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> streams.setStateListener(null))
                .hasMessage("Can only set StateListener before calling start(). Current state is: RUNNING");
        assertThatThrownBy(streams::cleanUp).hasMessage("Cannot clean up while running.");
        assertThatThrownBy(() -> streams.close(CloseOptions.timeout(Duration.ofMillis(-1))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> streams.close(Duration.ofSeconds(Long.MAX_VALUE)))
                .hasMessageContaining("Invalid value for parameter \"timeout\"");
        assertThat(streams.close(CloseOptions.timeout(Duration.ofSeconds(30))
                        .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)))
                .isTrue();
        streams.cleanUp();
        assertThatThrownBy(() -> streams.clientInstanceIds(Duration.ZERO)).hasMessageContaining("has been stopped");
        assertThat(states)
                .startsWith(State.REBALANCING, State.RUNNING)
                .endsWith(State.PENDING_SHUTDOWN, State.NOT_RUNNING);
    }

    @Test
    void shouldLeaveTheStateDirectoryAloneIfNothingIsKeptThere() {
        Properties config = config("one", 1);
        Path stateDir = Path.of(config.getProperty(StreamsConfig.STATE_DIR_CONFIG));
        try (TailraceStreams one = new TailraceStreams(copying(() -> {}), config);
                TailraceStreams two = new TailraceStreams(copying(() -> {}), config)) {
            one.start();
            two.start();
            awaitState(one, State.RUNNING);
            awaitState(two, State.RUNNING);
            one.close();
            one.cleanUp();
            assertThat(stateDir.resolve("lifecycle")).doesNotExist();
        }
    }

    @Test
    void shouldProcessNothingWhilePaused() {
        AtomicInteger processed = new AtomicInteger();
        try (TailraceStreams streams = new TailraceStreams(copying(processed::incrementAndGet), config("one", 1))) {
            streams.pause();
            assertThat(streams.isPaused()).isTrue();
            streams.start();
            awaitState(streams, State.RUNNING);
            log.produce("in", 0, "k", "v", 1);
            double polls = ((Number) metric(streams, "poll-total")).doubleValue();
            await().atMost(EmbeddedLog.LIMIT)
                    .until(() -> ((Number) metric(streams, "poll-total")).doubleValue() > polls + 5);
            assertThat(processed).hasValue(0);
            streams.resume();
            assertThat(log.values("out", 1)).containsExactly("v");
            assertThat(streams.isPaused()).isFalse();
        }
    }

    @Test
    void shouldMoveTasksWhenThreadsComeAndGo() {
        try (TailraceStreams streams = new TailraceStreams(copying(() -> {}), config("one", 1))) {
            streams.start();
            awaitState(streams, State.RUNNING);
            String second = streams.addStreamThread().orElseThrow();
            assertThat(second).endsWith("-StreamThread-2");
            awaitTasksPerThread(streams, 1, 1);
            String removed = streams.removeStreamThread(Duration.ofSeconds(30)).orElseThrow();
            assertThat(removed).endsWith("-StreamThread-1");
            awaitTasksPerThread(streams, 2);
            assertThat(streams.addStreamThread()).as("the free number").contains(removed);
            awaitTasksPerThread(streams, 1, 1);
            awaitState(streams, State.RUNNING);
            assertThat(metric(streams, "alive-stream-threads")).isEqualTo(2);
            assertThat(metric(streams, "state")).isEqualTo("RUNNING");
        }
    }

    private static void awaitTasksPerThread(TailraceStreams streams, Integer... counts) {
        await().atMost(EmbeddedLog.LIMIT)
                .untilAsserted(() -> assertThat(streams.metadataForLocalThreads().stream()
                                .map(thread -> thread.activeTasks().size())
                                .toList())
                        .containsExactlyInAnyOrder(counts));
    }

    @Test
    void shouldTellOffsetsOfTasks() {
        try (TailraceStreams streams = new TailraceStreams(copying(() -> {}), config("one", 1))) {
            streams.start();
            log.produce("in", 1, "k", "v", 1);
            log.produce("in", 1, "k", "w", 1);
            TopicPartition partition = new TopicPartition("in", 1);
            await().atMost(EmbeddedLog.LIMIT).untilAsserted(() -> {
                ThreadMetadata thread =
                        streams.metadataForLocalThreads().iterator().next();
                assertThat(thread.consumerClientId()).isEqualTo(thread.threadName() + "-consumer");
                TaskMetadata task = thread.activeTasks().stream()
                        .collect(Collectors.toMap(metadata -> metadata.taskId().partition(), metadata -> metadata))
                        .get(1);
                assertThat(task.committedOffsets()).containsEntry(partition, 2L);
                assertThat(task.endOffsets()).containsEntry(partition, 2L);
                assertThat(task.timeCurrentIdlingStarted()).isEmpty();
            });
        }
    }

    @Test
    void shouldStopAllInstancesWhenOneAsksForIt() {
        Runnable fail = () -> {
            throw new IllegalStateException("poison");
        };
        try (TailraceStreams one = new TailraceStreams(copying(fail), config("one", 1));
                TailraceStreams two = new TailraceStreams(copying(fail), config("two", 1))) {
            one.setUncaughtExceptionHandler(error -> StreamThreadExceptionResponse.SHUTDOWN_APPLICATION);
            two.setUncaughtExceptionHandler(error -> StreamThreadExceptionResponse.SHUTDOWN_APPLICATION);
            one.start();
            two.start();
            awaitTasksPerThread(one, 1);
            awaitTasksPerThread(two, 1);
            log.produce("in", 0, "k", "poison", 1);
            awaitState(one, State.ERROR);
            awaitState(two, State.ERROR);
        }
    }
}
