package io.tailrace.state.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.composite.GuardedStores;
import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.QueryableStoreTypes;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.SessionStoreWithHeaders;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedKeyValueStoreWithHeaders;
import io.tailrace.streams.state.TimestampedWindowStoreWithHeaders;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Stores that keep headers, in every combination of layers: what they keep comes back, from disk and from the changelog. */
class HeadersStoreTest {

    @TempDir
    Path dir;

    static List<Variant> variants() {
        return Variant.all().stream().filter(Variant::logged).toList();
    }

    private static Headers headers(String key, byte... value) {
        return new RecordHeaders().add(key, value).add("n", null);
    }

    private static <T extends io.tailrace.streams.processor.StateStore> StoreBuilder<T> cached(
            Variant variant, StoreBuilder<T> builder) {
        return variant.cacheBytes() > 0 ? builder.withCachingEnabled() : builder;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKeepTimestampsAndHeadersOfRows(Variant variant) {
        StoreBuilder<TimestampedKeyValueStoreWithHeaders<String, String>> builder = cached(
                variant,
                Stores.timestampedKeyValueStoreWithHeadersBuilder(
                        variant.persistent()
                                ? Stores.persistentTimestampedKeyValueStoreWithHeaders("rows")
                                : Stores.inMemoryKeyValueStore("rows"),
                        Serdes.String(),
                        Serdes.String()));
        ValueTimestampHeaders<String> one = ValueTimestampHeaders.make("one", 5, headers("h", (byte) 1, (byte) -1));
        ValueTimestampHeaders<String> none = ValueTimestampHeaders.make("", 6, null);
        TestTask first = new TestTask(dir.resolve("first"), List.of("rows"), variant.budget());
        try (first) {
            TimestampedKeyValueStoreWithHeaders<String, String> store = first.open(builder);
            store.put("a", one);
            store.put("b", none);
            store.put("c", one);
            store.put("c", null);
            assertThat(store.get("a")).isEqualTo(one);
            QueryableStoreType<ReadOnlyKeyValueStore<String, ValueAndTimestamp<String>>> withoutHeaders =
                    QueryableStoreTypes.timestampedKeyValueStore();
            assertThat(withoutHeaders.accepts(store)).isTrue();
            assertThat(GuardedStores.view(store, withoutHeaders, new StoreGuard())
                            .get("a"))
                    .isEqualTo(ValueAndTimestamp.make("one", 5));
            first.commit();
        }
        for (String where : List.of("first", "elsewhere")) {
            try (TestTask again =
                    new TestTask(dir.resolve(where), List.of("rows"), variant.budget(), first.logs(), Map.of())) {
                TimestampedKeyValueStoreWithHeaders<String, String> store = again.open(builder);
                again.restore(2);
                assertThat(store.get("a")).as(where).isEqualTo(one);
                assertThat(store.get("b")).as(where).isEqualTo(none);
                assertThat(store.get("c")).as(where).isNull();
            }
        }
        assertThat(first.log("rows").get(0).value())
                .as("plain on the changelog")
                .containsExactly('o', 'n', 'e');
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKeepTimestampsAndHeadersOfWindows(Variant variant) {
        StoreBuilder<TimestampedWindowStoreWithHeaders<String, String>> builder = cached(
                variant,
                Stores.timestampedWindowStoreWithHeadersBuilder(
                        variant.persistent()
                                ? Stores.persistentTimestampedWindowStoreWithHeaders(
                                        "windows", Duration.ofSeconds(9), Duration.ofSeconds(1), false)
                                : Stores.inMemoryWindowStore(
                                        "windows", Duration.ofSeconds(9), Duration.ofSeconds(1), false),
                        Serdes.String(),
                        Serdes.String()));
        ValueTimestampHeaders<String> value = ValueTimestampHeaders.make("v", 1_005, headers("w", (byte) 2));
        TestTask first = new TestTask(dir.resolve("first"), List.of("windows"), variant.budget());
        try (first) {
            TimestampedWindowStoreWithHeaders<String, String> store = first.open(builder);
            store.put("a", value, 1_000);
            assertThat(store.fetch("a", 1_000)).isEqualTo(value);
            first.commit();
        }
        try (TestTask elsewhere =
                new TestTask(dir.resolve("elsewhere"), List.of("windows"), variant.budget(), first.logs(), Map.of())) {
            TimestampedWindowStoreWithHeaders<String, String> store = elsewhere.open(builder);
            elsewhere.restore(2);
            assertThat(store.fetch("a", 1_000)).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldKeepHeadersOfSessions(Variant variant) {
        StoreBuilder<SessionStoreWithHeaders<String, String>> builder = cached(
                variant,
                Stores.sessionStoreWithHeadersBuilder(
                        variant.persistent()
                                ? Stores.persistentSessionStoreWithHeaders("sessions", Duration.ofSeconds(9))
                                : Stores.inMemorySessionStore("sessions", Duration.ofSeconds(9)),
                        Serdes.String(),
                        Serdes.String()));
        AggregationWithHeaders<String> value = AggregationWithHeaders.make("v", headers("s", (byte) 3));
        Windowed<String> session = new Windowed<>("a", new SessionWindow(10, 20));
        TestTask first = new TestTask(dir.resolve("first"), List.of("sessions"), variant.budget());
        try (first) {
            SessionStoreWithHeaders<String, String> store = first.open(builder);
            store.put(session, value);
            assertThat(store.fetchSession("a", 10, 20)).isEqualTo(value);
            first.commit();
        }
        try (TestTask elsewhere =
                new TestTask(dir.resolve("elsewhere"), List.of("sessions"), variant.budget(), first.logs(), Map.of())) {
            SessionStoreWithHeaders<String, String> store = elsewhere.open(builder);
            elsewhere.restore(2);
            assertThat(store.fetchSession("a", 10, 20)).isEqualTo(value);
        }
    }
}
