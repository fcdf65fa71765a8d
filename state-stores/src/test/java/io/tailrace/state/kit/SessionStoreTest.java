package io.tailrace.state.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.serialization.Serdes;
import io.tailrace.state.layout.SessionKey;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.kstream.Windowed;
import io.tailrace.streams.kstream.internals.SessionWindow;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.SessionStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Session stores in every combination of layers, against a plain model of what is kept. */
class SessionStoreTest {

    private static final int MINUTE = 60_000;
    private static final long RETENTION = 5 * MINUTE;

    @TempDir
    Path dir;

    static List<Variant> variants() {
        return Variant.all();
    }

    private static StoreBuilder<SessionStore<String, String>> builder(Variant variant) {
        Duration retention = Duration.ofMillis(RETENTION);
        StoreBuilder<SessionStore<String, String>> builder = Stores.sessionStoreBuilder(
                variant.persistent()
                        ? Stores.persistentSessionStore("s", retention)
                        : Stores.inMemorySessionStore("s", retention),
                Serdes.String(),
                Serdes.String());
        return variant.cacheBytes() > 0 ? builder.withCachingEnabled() : builder;
    }

    private record Session(String key, long end, long start) {

        static final Comparator<Session> BY_TIME =
                Comparator.comparingLong(Session::end).thenComparingLong(Session::start);

        Windowed<String> windowed() {
            return new Windowed<>(key, new SessionWindow(start, end));
        }
    }

    /** What a session store should hold. */
    private static final class Model {

        final Map<Session, String> sessions = new TreeMap<>(Session.BY_TIME.thenComparing(Session::key));
        long streamTime = -1;

        void put(Session session, @Nullable String value) {
            streamTime = Math.max(streamTime, session.end());
            if (session.end() <= streamTime - RETENTION) {
                return;
            }
            if (value == null) {
                sessions.remove(session);
            } else {
                sessions.put(session, value);
            }
        }

        /** Moves the time of stores on disk alone. */
        void remove(Session session, boolean persistent) {
            if (persistent) {
                put(session, null);
            } else {
                sessions.remove(session);
            }
        }

        /** Without what a cache still shows of sessions that are past. */
        List<KeyValue<Windowed<String>, String>> live(List<KeyValue<Windowed<String>, String>> shown, boolean cached) {
            return cached
                    ? shown.stream()
                            .filter(row -> row.key.window().end() > streamTime - RETENTION)
                            .toList()
                    : shown;
        }

        List<KeyValue<Windowed<String>, String>> matching(Predicate<Session> wanted) {
            List<KeyValue<Windowed<String>, String>> found = new ArrayList<>();
            sessions.forEach((session, value) -> {
                if (session.end() > streamTime - RETENTION && wanted.test(session)) {
                    found.add(new KeyValue<>(session.windowed(), value));
                }
            });
            return found;
        }
    }

    @ParameterizedTest
    @MethodSource("variants")
    void shouldHoldTheLiveSessionsUnderRandomOperations(Variant variant) {
        for (long seed = 1; seed <= 3; seed++) {
            Random random = new Random(seed);
            Model model = new Model();
            Map<TopicPartition, List<TestTask.Logged>> log = new HashMap<>();
            Path seedDir = dir.resolve("seed" + seed);
            TestTask task = task(seedDir, variant, log);
            SessionStore<String, String> store = task.open(builder(variant));
            long now = 3 * MINUTE;
            for (int step = 0; step < 600; step++) {
                now += random.nextInt(20) == 0 ? random.nextInt(MINUTE) : 0;
                int kind = random.nextInt(100);
                if (kind < 45) {
                    Session session = session(random, now);
                    if (random.nextInt(4) == 0) {
                        store.remove(session.windowed());
                        model.remove(session, variant.persistent());
                    } else {
                        store.put(session.windowed(), "v" + step);
                        model.put(session, "v" + step);
                    }
                } else if (kind < 97) {
                    check(random, store, model, variant.cacheBytes() > 0, now, "seed " + seed + " step " + step);
                } else if (kind < 99) {
                    task.commit();
                } else if (variant.persistent() || variant.logged()) {
                    task.commit();
                    task.close();
                    task = task(seedDir, variant, log);
                    store = task.open(builder(variant));
                    task.restore(50);
                    if (!variant.persistent()) {
                        // Only what was logged can tell a store in memory how late it is.
                        model.streamTime = task.log("s").stream()
                                .mapToLong(record -> SessionKey.endMs(record.key()))
                                .max()
                                .orElse(-1);
                    }
                }
            }
            check(random, store, model, variant.cacheBytes() > 0, now, "seed " + seed + " end");
            task.close();
        }
    }

    private static TestTask task(Path dir, Variant variant, Map<TopicPartition, List<TestTask.Logged>> log) {
        return new TestTask(dir, variant.logged() ? List.of("s") : List.of(), variant.budget(), log, Map.of());
    }

    private static Session session(Random random, long now) {
        long end = Math.max(0, (now - random.nextInt(7 * MINUTE)) / 20_000 * 20_000);
        long start = Math.max(0, end - random.nextInt(4) * 20_000L);
        return new Session(Character.toString('a' + random.nextInt(3)), end, start);
    }

    private static void check(
            Random random, SessionStore<String, String> store, Model model, boolean cached, long now, String where) {
        Session some = session(random, now);
        String key = some.key();
        long earliestEnd = now - random.nextInt(8 * MINUTE);
        long latestStart = earliestEnd + random.nextInt(6 * MINUTE) - MINUTE;
        List<KeyValue<Windowed<String>, String>> exact = model.matching(some::equals);
        assertThat(store.fetchSession(key, some.start(), some.end()))
                .as(where)
                .isEqualTo(exact.isEmpty() ? null : exact.get(0).value);
        List<KeyValue<Windowed<String>, String>> found = model.matching(
                session -> session.key().equals(key) && session.end() >= earliestEnd && session.start() <= latestStart);
        assertThat(drain(store.findSessions(key, earliestEnd, latestStart)))
                .as(where)
                .isEqualTo(found);
        Collections.reverse(found);
        assertThat(drain(store.backwardFindSessions(key, earliestEnd, latestStart)))
                .as(where)
                .isEqualTo(found);
        assertThat(model.live(drain(store.fetch(key)), cached))
                .as(where)
                .isEqualTo(model.matching(session -> session.key().equals(key)));
        assertThat(drain(store.findSessions("b", null, earliestEnd, latestStart)))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        model.matching(session -> session.key().compareTo("b") >= 0
                                && session.end() >= earliestEnd
                                && session.start() <= latestStart));
        assertThat(model.live(drain(store.backwardFetch("a", "b")), cached))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        model.matching(session -> session.key().compareTo("b") <= 0));
        assertThat(drain(store.findSessions(earliestEnd, now)))
                .as(where)
                .containsExactlyInAnyOrderElementsOf(
                        model.matching(session -> session.end() >= earliestEnd && session.end() <= now));
    }

    private static List<KeyValue<Windowed<String>, String>> drain(KeyValueIterator<Windowed<String>, String> iterator) {
        List<KeyValue<Windowed<String>, String>> entries = new ArrayList<>();
        try (iterator) {
            iterator.forEachRemaining(entries::add);
        }
        return entries;
    }

    @Test
    void shouldShowQueriesWhatTheCacheHoldsOfThePast() {
        Variant variant = new Variant(false, 1 << 20, false);
        try (TestTask task = task(dir, variant, new HashMap<>())) {
            SessionStore<String, String> store = task.open(builder(variant));
            Session past = new Session("a", 2, 1);
            store.put(past.windowed(), "past");
            store.put(new Session("b", 100 * MINUTE, 100 * MINUTE).windowed(), "new");
            assertThat(drain(store.fetch("a"))).containsExactly(new KeyValue<>(past.windowed(), "past"));
            assertThat(drain(store.findSessions("a", Instant.EPOCH, Instant.ofEpochMilli(9))))
                    .hasSize(1);
            assertThat(drain(store.backwardFetch("a", "b"))).hasSize(2);
            assertThat(drain(store.findSessions("a", 0, 9)))
                    .as("processors see what the store keeps")
                    .isEmpty();
        }
    }

    @Test
    void shouldLogKafkasFormat() {
        try (TestTask task = new TestTask(dir, List.of("s"), null)) {
            task.at(42);
            SessionStore<String, String> store = task.open(builder(new Variant(true, 0, true)));
            store.put(new Session("k", 60_000, 256).windowed(), "v");
            TestTask.Logged logged = task.log("s").get(0);
            assertThat(logged.key()).containsExactly('k', 0, 0, 0, 0, 0, 0, 0xEA, 0x60, 0, 0, 0, 0, 0, 0, 1, 0);
            assertThat(logged.value()).containsExactly('v');
            assertThat(logged.timestampMs()).isEqualTo(42);
        }
    }
}
