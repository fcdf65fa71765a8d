package io.tailrace.streams.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.StreamsConfig;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both contexts for tests of one processor or transformer alone. */
@SuppressWarnings("deprecation") // The older one is tested too.
class MockProcessorContextTest {
    @TempDir
    Path directory;

    @Test
    void shouldOpenStoresOfEveryKindWithoutATask() {
        Properties nameless = new Properties();
        nameless.put(StreamsConfig.APPLICATION_ID_CONFIG, "");
        List<StoreBuilder<KeyValueStore<String, Long>>> builders = List.of(
                Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore("disk"), Serdes.String(), Serdes.Long())
                        .withCachingEnabled()
                        .withLoggingEnabled(Map.of()),
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore("heap"), Serdes.String(), Serdes.Long()),
                Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore("disk-too"), Serdes.String(), Serdes.Long()));
        for (StoreBuilder<KeyValueStore<String, Long>> builder : builders) {
            for (long run = 1; run <= 2; run++) {
                var context = new io.tailrace.streams.processor.api.MockProcessorContext<Void, Void>(
                        nameless, new TaskId(0, 0), directory.toFile());
                KeyValueStore<String, Long> store = builder.build();
                store.init(context.getStateStoreContext(), store);
                Long before = store.get("runs");
                store.put("runs", run);
                assertThat(before)
                        .as("run %d of %s", run, store.name())
                        .isEqualTo(run > 1 && store.persistent() ? 1L : null);
                assertThat(context.<KeyValueStore<String, Long>>getStateStore(store.name()))
                        .isSameAs(store);
                store.close();
            }
        }
    }

    @Test
    void shouldKeepWhatATransformerForwards() {
        MockProcessorContext context = new MockProcessorContext();
        context.forward("k", 1);
        context.setRecordMetadata("t", 2, 3, new RecordHeaders().add("h", new byte[0]), 4);
        To left = To.child("left");
        context.forward("k", 2, left);
        context.forward("k", 3, To.child("right").withTimestamp(9));
        context.forward("k", 4, left);

        assertThat(context.forwarded("left"))
                .extracting(MockProcessorContext.CapturedForward::keyValue)
                .containsExactly(KeyValue.pair("k", 1), KeyValue.pair("k", 2), KeyValue.pair("k", 4));
        assertThat(context.forwarded())
                .extracting(MockProcessorContext.CapturedForward::timestamp)
                .containsExactly(-1L, 4L, 9L, 4L);
        assertThat(left).isEqualTo(To.child("left"));
        assertThat(context.forwarded().get(0).headers()).isNull();
        assertThat(context.forwarded().get(1).headers()).isSameAs(context.headers());
        context.resetForwards();
        assertThat(context.forwarded()).isEmpty();
    }

    @Test
    void shouldSayWhatTheTestSaidOfTheRecord() {
        MockProcessorContext context = new MockProcessorContext();
        assertThatThrownBy(context::topic)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Topic must be set before use via setRecordMetadata() or setTopic().");
        assertThatThrownBy(context::timestamp).hasMessageContaining("setRecordTimestamp()");
        context.setRecordMetadata("t", 1, 2, new RecordHeaders(), 3);
        context.setOffset(7);
        context.setCurrentStreamTimeMs(8);
        assertThat(context.topic()).isEqualTo("t");
        assertThat(context.partition()).isEqualTo(1);
        assertThat(context.offset()).isEqualTo(7);
        assertThat(context.timestamp()).isEqualTo(3);
        assertThat(context.currentStreamTimeMs()).isEqualTo(8);
    }

    @Test
    void shouldKeepWhatIsScheduledForTheTestToRun() {
        MockProcessorContext context = new MockProcessorContext();
        Cancellable cancellable = context.schedule(
                Instant.ofEpochMilli(5), Duration.ofSeconds(1), PunctuationType.STREAM_TIME, time -> context.commit());
        MockProcessorContext.CapturedPunctuator captured =
                context.scheduledPunctuators().get(0);
        assertThat(captured.getStartTime()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(captured.getIntervalMs()).isEqualTo(1000);
        captured.getPunctuator().punctuate(5);
        assertThat(context.committed()).isTrue();
        cancellable.cancel();
        assertThat(captured.cancelled()).isTrue();
        assertThatThrownBy(() -> context.schedule(Duration.ZERO, PunctuationType.STREAM_TIME, time -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
