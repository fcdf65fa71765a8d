package io.tailrace.state.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.StoreSupplier;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;
import io.tailrace.streams.state.WindowStoreIterator;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Stores that are not of this module's making, under its layers. They hide one of ours, so that its class says nothing. */
class ApplicationStoreTest {

    @TempDir
    Path dir;

    private final List<String> commits = new ArrayList<>();

    /** Shows {@code store} as nothing but {@code type}. */
    @SuppressWarnings("unchecked") // The proxy implements the type alone.
    private <T extends StateStore> T hidden(T store, Class<?> type) {
        return (T) Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getName().equals("commit")) {
                commits.add(store.name());
            }
            try {
                return method.invoke(store, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private StoreBuilder<TimestampedKeyValueStore<String, String>> rows(boolean persistent) {
        var supplier = persistent ? Stores.persistentKeyValueStore("own") : Stores.inMemoryKeyValueStore("own");
        return Stores.timestampedKeyValueStoreBuilder(
                new io.tailrace.streams.state.KeyValueBytesStoreSupplier() {
                    @Override
                    public String name() {
                        return "own";
                    }

                    @Override
                    public KeyValueStore<Bytes, byte[]> get() {
                        return hidden(supplier.get(), KeyValueStore.class);
                    }

                    @Override
                    public String metricsScope() {
                        return "own";
                    }
                },
                Serdes.String(),
                Serdes.String());
    }

    private TestTask task(String where, @Nullable CacheBudget budget, Map<TopicPartition, List<TestTask.Logged>> log) {
        return new TestTask(dir.resolve(where), List.of("own"), budget, log, Map.of());
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void shouldPutTypesCacheAndChangelogOverAKeyValueStore(boolean cached) {
        StoreBuilder<TimestampedKeyValueStore<String, String>> builder = rows(false);
        if (cached) {
            builder.withCachingEnabled();
        }
        CacheBudget budget = cached ? new CacheBudget(1 << 20) : null;
        TestTask first = task("first", budget, new HashMap<>());
        try (first) {
            TimestampedKeyValueStore<String, String> store = first.open(builder);
            store.put("a", ValueAndTimestamp.make("1", 7));
            store.put("b", ValueAndTimestamp.make("2", 8));
            store.delete("b");
            assertThat(store.get("a")).isEqualTo(ValueAndTimestamp.make("1", 7));
            try (KeyValueIterator<String, ValueAndTimestamp<String>> all = store.range("a", "b")) {
                assertThat(all.next()).isEqualTo(new KeyValue<>("a", ValueAndTimestamp.make("1", 7)));
                assertThat(all.hasNext()).isFalse();
            }
            first.commit();
            assertThat(commits).containsExactly("own");
        }
        assertThat(first.log("own").get(0).timestampMs()).isEqualTo(7);
        try (TestTask second = task("second", null, first.logs())) {
            TimestampedKeyValueStore<String, String> store = second.open(builder);
            second.restore(1);
            assertThat(store.get("a")).isEqualTo(ValueAndTimestamp.make("1", 7));
        }
    }

    @Test
    void shouldGivePlainValuesToAStoreOnDiskThatKeepsNoTimestamps() {
        try (TestTask task = task("disk", null, new HashMap<>())) {
            TimestampedKeyValueStore<String, String> store = task.open(rows(true));
            store.put("a", ValueAndTimestamp.make("1", 7));
            assertThat(store.get("a")).isEqualTo(ValueAndTimestamp.make("1", -1));
        }
    }

    @Test
    void shouldPutTypesAndChangelogOverAWindowStore() {
        WindowBytesStoreSupplier ours =
                Stores.inMemoryWindowStore("own", Duration.ofMillis(500), Duration.ofMillis(100), false);
        StoreBuilder<WindowStore<String, String>> builder = Stores.windowStoreBuilder(
                        hidingSupplier(WindowBytesStoreSupplier.class, ours, WindowStore.class),
                        Serdes.String(),
                        Serdes.String())
                .withCachingEnabled();
        TestTask first = task("first", new CacheBudget(1 << 20), new HashMap<>());
        try (first) {
            WindowStore<String, String> store = first.open(builder);
            store.put("a", "1", 100);
            store.put("a", "2", 200);
            store.put("b", "3", 200);
            assertThat(store.fetch("a", 200)).isEqualTo("2");
            try (WindowStoreIterator<String> found = store.backwardFetch("a", 0, 200)) {
                assertThat(found.next()).isEqualTo(new KeyValue<>(200L, "2"));
                assertThat(found.next()).isEqualTo(new KeyValue<>(100L, "1"));
            }
            first.commit();
        }
        assertThat(first.log("own")).hasSize(3);
        try (TestTask second = task("second", null, first.logs())) {
            WindowStore<String, String> store = second.open(builder);
            second.restore(2);
            assertThat(store.fetch("b", 200)).isEqualTo("3");
        }
    }

    @Test
    void shouldPutTypesAndChangelogOverASessionStore() {
        SessionBytesStoreSupplier ours = Stores.inMemorySessionStore("own", Duration.ofMillis(500));
        StoreBuilder<SessionStore<String, String>> builder = Stores.sessionStoreBuilder(
                hidingSupplier(SessionBytesStoreSupplier.class, ours, SessionStore.class),
                Serdes.String(),
                Serdes.String());
        var window = new io.tailrace.streams.kstream.internals.SessionWindow(10, 20);
        var session = new io.tailrace.streams.kstream.Windowed<>("a", window);
        TestTask first = task("first", null, new HashMap<>());
        try (first) {
            SessionStore<String, String> store = first.open(builder);
            store.put(session, "1");
            try (var found = store.findSessions("a", 15, 15)) {
                assertThat(found.next()).isEqualTo(new KeyValue<>(session, "1"));
            }
            first.commit();
        }
        try (TestTask second = task("second", null, first.logs())) {
            SessionStore<String, String> store = second.open(builder);
            second.restore(2);
            assertThat(store.fetchSession("a", 10, 20)).isEqualTo("1");
            store.remove(session);
            assertThat(store.fetchSession("a", 10, 20)).isNull();
        }
    }

    /** A supplier like {@code ours} whose stores show nothing but {@code type}. */
    @SuppressWarnings("unchecked") // The proxy implements the interface.
    private <S extends StoreSupplier<?>> S hidingSupplier(Class<S> supplier, S ours, Class<?> type) {
        return (S) Proxy.newProxyInstance(
                supplier.getClassLoader(), new Class<?>[] {supplier}, (proxy, method, arguments) -> {
                    Object result = method.invoke(ours, arguments);
                    return method.getName().equals("get") ? hidden((StateStore) result, type) : result;
                });
    }

    @Test
    @SuppressWarnings({"rawtypes", "unchecked"}) // A supplier that breaks its promise.
    void shouldNameTheSupplierWhoseStoreIsOfAnotherKind() {
        WindowBytesStoreSupplier windows =
                Stores.inMemoryWindowStore("own", Duration.ofMillis(500), Duration.ofMillis(100), false);
        StoreSupplier wrong = (StoreSupplier) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {io.tailrace.streams.state.KeyValueBytesStoreSupplier.class},
                (proxy, method, arguments) -> {
                    Object result = method.invoke(windows, arguments);
                    return method.getName().equals("get") ? hidden((StateStore) result, WindowStore.class) : result;
                });
        StoreBuilder<?> builder = Stores.keyValueStoreBuilder(
                (io.tailrace.streams.state.KeyValueBytesStoreSupplier) wrong, Serdes.String(), Serdes.String());
        assertThatThrownBy(builder::build)
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("own")
                .hasMessageContaining("KeyValueStore");
    }
}
