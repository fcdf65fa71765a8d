package io.tailrace.state.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.cache.CacheBudget;
import io.tailrace.state.cache.CachedStateStore;
import io.tailrace.state.kit.TestTask;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.ProcessorStateException;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.processor.BatchingStateRestoreCallback;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import io.tailrace.streams.processor.TaskId;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import io.tailrace.streams.state.TimestampedKeyValueStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TaskStoresTest {

    @TempDir
    Path dir;

    private static StoreBuilder<KeyValueStore<String, String>> persistent(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.String(), Serdes.String());
    }

    /** A store of an application, of the simplest kind. */
    private static final class OwnStore implements StateStore {

        final List<String> restored = new ArrayList<>();
        final String name;
        boolean failing;

        OwnStore(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void init(StateStoreContext context, StateStore root) {
            context.register(
                    root,
                    new BatchingStateRestoreCallback() {
                        @Override
                        public void restoreAll(Collection<KeyValue<byte[], byte @Nullable []>> records) {
                            restored.add(records.size() + " records");
                        }
                    },
                    () -> {
                        if (failing) {
                            throw new IOException("disk");
                        }
                    });
        }

        @Override
        public void close() {
            if (failing) {
                throw new IllegalStateException("cannot close");
            }
        }

        @Override
        public boolean persistent() {
            return false;
        }

        @Override
        public boolean isOpen() {
            return true;
        }
    }

    @Test
    void shouldCommitTheStoresOfATaskTogether() {
        TestTask first = new TestTask(dir, List.of("a", "b"), null);
        try (first) {
            KeyValueStore<String, String> a = first.open(persistent("a"));
            KeyValueStore<String, String> b = first.open(persistent("b"));
            a.put("k", "1");
            b.put("k", "1");
            first.commit();
            a.put("k", "2");
            b.put("k", "2");
            assertThat(first.stores().all()).containsExactly(a, b);
            assertThat(a.committedOffset(TestTask.changelog("a"))).isEqualTo(1);
            assertThat(a.committedOffset(TestTask.changelog("b"))).isNull();
        }
        try (TestTask second = new TestTask(dir, List.of("a", "b"), null, first.logs(), Map.of())) {
            KeyValueStore<String, String> a = second.open(persistent("a"));
            KeyValueStore<String, String> b = second.open(persistent("b"));
            assertThat(a.get("k")).isEqualTo("1");
            assertThat(b.get("k")).isEqualTo("1");
            assertThat(second.restore(10)).isEqualTo(2);
            assertThat(a.get("k")).isEqualTo("2");
        }
    }

    @Test
    void shouldRefuseToCommitWhatIsStillInACache() {
        try (TestTask task = new TestTask(dir, List.of("a"), new CacheBudget(1 << 20))) {
            KeyValueStore<String, String> store = task.open(persistent("a").withCachingEnabled());
            store.put("k", "1");
            assertThatThrownBy(() -> task.stores().commit(Map.of()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("flushed");
            assertThat(task.log("a")).isEmpty();
            task.commit();
            assertThat(task.log("a")).hasSize(1);
        }
    }

    @Test
    void shouldAskForACommitWhenTooMuchIsUncommitted() {
        StateDirectory directory = StateDirectory.open(dir.resolve("other"), "app");
        try (directory;
                TestTask context = new TestTask(dir, List.of(), null);
                TaskStores stores = TaskStores.builder(new TaskId(0, 0))
                        .directory(directory.lock(new TaskId(0, 0)))
                        .uncommittedLimitBytes(1_000)
                        .build()) {
            var space = stores.persistentSpace("a");
            assertThat(context.stores().commitNeeded()).isFalse();
            space.put(new byte[1], new byte[800]);
            assertThat(stores.commitNeeded()).isFalse();
            space.put(new byte[2], new byte[800]);
            assertThat(stores.commitNeeded()).isTrue();
            stores.commit(Map.of());
            assertThat(stores.commitNeeded()).isFalse();
        }
    }

    @Test
    void shouldTellDownstreamTypedChangesWithTheirTimestamps() {
        try (TestTask task = new TestTask(dir, List.of("a"), new CacheBudget(1 << 20))) {
            TimestampedKeyValueStore<String, Long> store = task.open(Stores.timestampedKeyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore("a"), Serdes.String(), Serdes.Long())
                    .withCachingEnabled());
            List<String> told = new ArrayList<>();
            @SuppressWarnings("unchecked") // The store is of these types.
            CachedStateStore<String, Long> cached = (CachedStateStore<String, Long>) store;
            assertThat(cached.setFlushListener(
                            (key, newValue, oldValue, timestampMs) ->
                                    told.add(key + ":" + newValue + "<" + oldValue + "@" + timestampMs),
                            true))
                    .isTrue();
            store.put("x", ValueAndTimestamp.make(1L, 10));
            store.put("x", ValueAndTimestamp.make(2L, 11));
            task.commit();
            task.at(55);
            store.delete("x");
            task.commit();
            assertThat(told).containsExactly("x:2<null@11", "x:null<2@55");
        }
    }

    @Test
    void shouldTellDownstreamWhatIsTooOldToBeKept() {
        try (TestTask task = new TestTask(dir, List.of("a"), new CacheBudget(1 << 20))) {
            SessionStore<String, String> store = task.open(Stores.sessionStoreBuilder(
                            Stores.inMemorySessionStore("a", Duration.ofMillis(50)), Serdes.String(), Serdes.String())
                    .withCachingEnabled());
            List<String> told = new ArrayList<>();
            @SuppressWarnings("unchecked") // The store is of these types.
            CachedStateStore<Windowed<String>, String> cached = (CachedStateStore<Windowed<String>, String>) store;
            cached.setFlushListener(
                    (key, newValue, oldValue, timestampMs) ->
                            told.add(key.key() + key.window().end() + ":" + newValue),
                    true);
            store.put(new Windowed<>("x", new SessionWindow(150, 150)), "new");
            store.put(new Windowed<>("x", new SessionWindow(100, 100)), "old");
            store.remove(new Windowed<>("x", new SessionWindow(99, 99)));
            task.commit();
            assertThat(told).containsExactly("x100:old", "x150:new");
            assertThat(store.fetchSession("x", 100, 100)).isNull();
        }
    }

    @Test
    void shouldSayThatAnUncachedStoreTellsNobody() {
        try (TestTask task = new TestTask(dir, List.of(), null)) {
            KeyValueStore<String, String> store = task.open(persistent("a").withCachingEnabled());
            @SuppressWarnings("unchecked") // The store is of these types.
            CachedStateStore<String, String> cached = (CachedStateStore<String, String>) store;
            assertThat(cached.setFlushListener((key, newValue, oldValue, timestampMs) -> {}, true))
                    .isFalse();
        }
    }

    @Test
    void shouldRestoreStoresOfTheApplicationInBatches() {
        try (TestTask task = new TestTask(dir, List.of("own"), null)) {
            OwnStore store = new OwnStore("own");
            store.init(task, store);
            StoreRestorer restorer = task.stores().restorer("own");
            assertThat(restorer).isNotNull();
            restorer.restore(new byte[1], null, 0);
            restorer.restore(new byte[2], new byte[1], 0);
            restorer.endBatch(2);
            restorer.endBatch(5);
            assertThat(store.restored).containsExactly("2 records");
            assertThat(restorer.position()).isEqualTo(5);
            assertThatThrownBy(restorer::reset).isInstanceOf(StreamsException.class);
        }
    }

    @Test
    void shouldCloseEverythingElseWhenOneStoreFailsTo() {
        TestTask task = new TestTask(dir, List.of("a"), null);
        KeyValueStore<String, String> a = task.open(persistent("a"));
        OwnStore failing = new OwnStore("own");
        failing.init(task, failing);
        failing.failing = true;
        assertThatThrownBy(() -> task.stores().commit(Map.of()))
                .isInstanceOf(ProcessorStateException.class)
                .hasRootCauseMessage("disk");
        assertThatThrownBy(() -> task.stores().close()).hasMessage("cannot close");
        assertThat(a.isOpen()).isFalse();
        task.close();
        // Database and directory are free again.
        try (TestTask again = new TestTask(dir, List.of("a"), null)) {
            assertThat(again.open(persistent("a")).isOpen()).isTrue();
        }
    }

    @Test
    void shouldRefuseTwoStoresOfOneName() {
        try (TestTask task = new TestTask(dir, List.of(), null)) {
            OwnStore store = new OwnStore("own");
            store.init(task, store);
            assertThatThrownBy(() -> store.init(task, store))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("own");
        }
    }
}
