package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.TailraceStreams;
import io.tailrace.streams.TopologyConfig;
import io.tailrace.streams.errors.StreamsUncaughtExceptionHandler;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Produced;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An application whose producer times out. */
final class ProductionRetryTest {
    @TempDir
    Path directory;

    private EmbeddedLog log;

    @BeforeEach
    void createTopics() throws Exception {
        log = new EmbeddedLog(directory);
        log.create(1, "in", "out");
    }

    @AfterEach
    void deleteLog() {
        log.deleteWhenClosed();
    }

    @Test
    void shouldDeliverRecordThatTimedOutSeveralTimes() {
        AtomicInteger left = new AtomicInteger(3);
        FlakySupplier supplier = new FlakySupplier(record -> record.topic().equals("out")
                && new String(record.value(), StandardCharsets.UTF_8).equals("two")
                && left.getAndDecrement() > 0);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        try (TailraceStreams streams =
                new TailraceStreams(builder.build(), new StreamsConfig(log.config("retrying", "one")), supplier)) {
            streams.start();
            log.produce("in", "k", "one", 1);
            log.produce("in", "k", "two", 2);
            log.produce("in", "k", "three", 3);
            assertThat(log.values("out", 3)).containsExactly("one", "two", "three");
            assertThat(supplier.failures).hasValue(3);
            assertThat(streams.state()).isEqualTo(TailraceStreams.State.RUNNING);
        }
    }

    @Test
    void shouldGiveUpAfterTheTimeThatTheTopologySays() {
        FlakySupplier supplier = new FlakySupplier(record -> record.topic().equals("out"));
        StreamsConfig config = new StreamsConfig(log.config("impatient", "one"));
        Properties overrides = new Properties();
        overrides.put(StreamsConfig.TASK_TIMEOUT_MS_CONFIG, 0L);
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig("named", config, overrides));
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .to("out", Produced.with(Serdes.String(), Serdes.String()));
        AtomicReference<Throwable> died = new AtomicReference<>();
        try (TailraceStreams streams = new TailraceStreams(builder.build(), config, supplier)) {
            streams.setUncaughtExceptionHandler(error -> {
                died.set(error);
                return StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            });
            streams.start();
            log.produce("in", "k", "one", 1);
            await().atMost(EmbeddedLog.LIMIT).until(() -> streams.state() == TailraceStreams.State.ERROR);
            assertThat(died.get()).hasStackTraceContaining("could not be sent for 0 ms");
        }
    }
}
