package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.clients.admin.Admin;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.kstream.AsyncOptions;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asynchronous maps on a stream thread, with futures that the test completes. */
final class AsyncRuntimeTest {
    @TempDir
    Path directory;

    private EmbeddedLog log;
    private final Map<String, CompletableFuture<String>> futures = new ConcurrentHashMap<>();
    private final AtomicInteger begun = new AtomicInteger();

    @BeforeEach
    void createTopics() throws Exception {
        log = new EmbeddedLog(directory);
        log.create(1, "in", "out");
    }

    @AfterEach
    void deleteLog() {
        log.deleteWhenClosed();
    }

    private TailraceStreams start(int maxInFlight) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .mapValuesAsync(
                        (key, value) -> {
                            begun.incrementAndGet();
                            return futures.computeIfAbsent(value, name -> new CompletableFuture<>());
                        },
                        AsyncOptions.defaults().withMaxInFlight(maxInFlight))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        var config = log.config("async", "one");
        config.put("commit.interval.ms", 200);
        TailraceStreams streams = new TailraceStreams(builder.build(), config);
        streams.start();
        return streams;
    }

    private void complete(String value) {
        await().atMost(EmbeddedLog.LIMIT).until(() -> futures.containsKey(value));
        futures.get(value).complete("done " + value);
    }

    private void awaitBegun(int count) {
        await().atMost(EmbeddedLog.LIMIT).until(() -> begun.get() == count);
    }

    private long committed() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", log.bootstrap()))) {
            var offset = admin.listConsumerGroupOffsets("async")
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(new TopicPartition("in", 0));
            return offset == null ? -1 : offset.offset();
        }
    }

    @Test
    void shouldKeepOrderOfEachKeyAndBeginNoMoreThanAllowed() {
        List.of("a1", "a2", "b1", "c1").forEach(value -> log.produce("in", value.substring(0, 1), value, 1));
        try (TailraceStreams streams = start(3)) {
            awaitBegun(3);
            complete("a2"); // waits for a1
            complete("b1");
            assertThat(log.values("out", 1)).containsExactly("done b1");
            awaitBegun(4);
            complete("c1");
            complete("a1");
            assertThat(log.values("out", 4)).containsExactly("done b1", "done c1", "done a1", "done a2");
            assertThat(streams.state()).isEqualTo(TailraceStreams.State.RUNNING);
        }
    }

    @Test
    void shouldCommitOnlyWhatHasFinished() throws Exception {
        log.produce("in", "a", "a1", 1);
        log.produce("in", "b", "b1", 1);
        try (TailraceStreams streams = start(10)) {
            awaitBegun(2);
            complete("b1");
            assertThat(log.values("out", 1)).containsExactly("done b1");
            assertThat(committed()).as("a1 is unfinished").isLessThanOrEqualTo(0);
            complete("a1");
            await().atMost(EmbeddedLog.LIMIT).until(() -> committed() == 2);
            assertThat(log.values("out", 2)).containsExactly("done b1", "done a1");
        }
    }
}
