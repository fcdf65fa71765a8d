package io.tailrace.state.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.state.memory.MemorySpace;
import io.tailrace.streams.processor.RecordContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CachedSpaceTest {

    private final List<String> emitted = new ArrayList<>();
    private final CountingSpace below = new CountingSpace();
    private final Holder holder = new Holder();

    /** Counts what reaches it. */
    private static final class CountingSpace extends MemorySpace {

        int gets;
        int puts;

        @Override
        public byte @Nullable [] get(byte[] key) {
            gets++;
            return super.get(key);
        }

        @Override
        public void put(byte[] key, byte @Nullable [] value) {
            puts++;
            super.put(key, value);
        }
    }

    private static final class Holder implements RecordContextHolder {

        private @Nullable RecordContext context;

        @Override
        public @Nullable RecordContext recordContext() {
            return context;
        }

        @Override
        public void setRecordContext(@Nullable RecordContext newContext) {
            context = newContext;
        }
    }

    private CachedSpace cache(CacheBudget budget, boolean oldValues) {
        CachedSpace cache = new CachedSpace(below, new CacheShare(budget), holder);
        cache.listener(
                (key, newValue, oldValue) ->
                        emitted.add(key[0] + ":" + text(newValue) + (oldValues ? "<" + text(oldValue) : "")),
                oldValues);
        return cache;
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "-" : Byte.toString(value[0]);
    }

    private static byte[] bytes(int value) {
        return new byte[] {(byte) value};
    }

    @Test
    void shouldMergeWritesAndEmitInTheOrderOfNewestWrites() {
        CachedSpace cache = cache(new CacheBudget(1 << 20), true);
        cache.put(bytes(3), bytes(1));
        cache.put(bytes(1), bytes(1));
        cache.put(bytes(3), bytes(2));
        assertThat(below.puts).isZero();
        cache.flush();
        assertThat(emitted).containsExactly("1:1<-", "3:2<-");
        cache.put(bytes(1), bytes(5));
        cache.put(bytes(3), null);
        cache.flush();
        assertThat(emitted.subList(2, 4)).containsExactly("1:5<1", "3:-<2");
        assertThat(below.puts).isEqualTo(4);
        assertThat(cache.isDirty()).isFalse();
    }

    @Test
    void shouldNotReadBelowWhatItHasReadOnce() {
        below.put(bytes(1), bytes(7));
        CachedSpace cache = cache(new CacheBudget(1 << 20), true);
        for (int i = 0; i < 10; i++) {
            cache.get(bytes(1));
            cache.put(bytes(1), bytes(i));
            cache.get(bytes(2));
        }
        cache.flush();
        assertThat(below.gets).isEqualTo(2);
        assertThat(emitted).containsExactly("1:9<7");
    }

    @Test
    void shouldNotEmitAKeyThatCameAndWent() {
        CachedSpace cache = cache(new CacheBudget(1 << 20), false);
        cache.put(bytes(1), bytes(1));
        cache.put(bytes(1), null);
        cache.put(bytes(2), null);
        cache.flush();
        assertThat(emitted).isEmpty();
        assertThat(below.puts).isZero();
    }

    @Test
    void shouldEmitThatAKeyIsGoneThatSomebodyHasSeen() {
        CachedSpace cache = cache(new CacheBudget(1 << 20), false);
        cache.put(bytes(1), bytes(1));
        assertThat(cache.get(bytes(1))).isEqualTo(bytes(1));
        cache.put(bytes(1), null);
        cache.flush();
        assertThat(emitted).containsExactly("1:-");
        assertThat(below.puts).isZero();
    }

    @Test
    void shouldEvictTheEntryNotUsedForLongest() {
        long entry = CacheEntry.sizeBytes(bytes(1), bytes(1));
        CachedSpace cache = cache(new CacheBudget(4 * entry), false);
        cache.put(bytes(1), bytes(1));
        cache.put(bytes(2), bytes(1));
        cache.put(bytes(3), bytes(1));
        cache.get(bytes(1));
        cache.put(bytes(4), bytes(1));
        assertThat(emitted).containsExactly("2:1");
    }

    @Test
    void shouldEmitInTheContextOfTheWrite() {
        CachedSpace cache = new CachedSpace(below, new CacheShare(new CacheBudget(1 << 20)), holder);
        List<@Nullable RecordContext> seen = new ArrayList<>();
        cache.listener((key, newValue, oldValue) -> seen.add(holder.context), false);
        RecordContext first = new io.tailrace.state.kit.TestTask.Context(1);
        RecordContext second = new io.tailrace.state.kit.TestTask.Context(2);
        holder.context = first;
        cache.put(bytes(1), bytes(1));
        holder.context = second;
        cache.flush();
        assertThat(seen).containsExactly(first);
        assertThat(holder.context).isSameAs(second);
    }

    @Test
    void shouldPassErrorsOfTheListenerOn() {
        CachedSpace cache = cache(new CacheBudget(1 << 20), false);
        cache.listener(
                (key, newValue, oldValue) -> {
                    throw new IllegalStateException("downstream");
                },
                false);
        cache.put(bytes(1), bytes(1));
        assertThatThrownBy(cache::flush).hasMessage("downstream");
    }

    @Test
    void shouldWriteThroughWhatIsLargerThanTheBudget() {
        CachedSpace cache = cache(new CacheBudget(1_000), false);
        cache.put(bytes(1), new byte[2_000]);
        assertThat(below.puts).isEqualTo(1);
        cache.put(bytes(2), bytes(1));
        cache.put(bytes(2), new byte[2_000]);
        assertThat(below.puts).isEqualTo(2);
        assertThat(cache.get(bytes(2))).hasSize(2_000);
    }

    @Test
    void shouldStayWithinTheBudgetWhileEvictionsCascade() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            CacheBudget budget = new CacheBudget(3_000);
            CacheShare share = new CacheShare(budget);
            MemorySpace lowest = new MemorySpace();
            CachedSpace downstream = new CachedSpace(lowest, share, holder);
            CachedSpace middle = new CachedSpace(new MemorySpace(), share, holder);
            CachedSpace upstream = new CachedSpace(new MemorySpace(), share, holder);
            upstream.listener((key, newValue, oldValue) -> middle.put(key, newValue), true);
            middle.listener((key, newValue, oldValue) -> downstream.put(key, newValue), true);
            Map<Integer, Integer> model = new HashMap<>();
            for (int i = 0; i < 3_000; i++) {
                int key = random.nextInt(60);
                byte[] value = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? 2_000 : 50)];
                value[0] = (byte) i;
                upstream.put(bytes(key), value);
                model.put(key, (int) value[0]);
                assertThat(upstream.get(bytes(key))).isEqualTo(value);
                assertThat(budget.usedBytes()).as("seed %s", seed).isBetween(0L, 3_000L);
            }
            upstream.flush();
            middle.flush();
            downstream.flush();
            model.forEach((key, value) -> {
                byte[] stored = lowest.get(bytes(key));
                assertThat(stored).isNotNull();
                assertThat((int) stored[0]).isEqualTo(value);
            });
            share.close();
            assertThat(budget.usedBytes()).isZero();
        }
    }

    @Test
    void shouldBearOperatorsThatUseTheStoreThatIsBeingEmitted() {
        for (long seed = 1; seed <= 20; seed++) {
            Random random = new Random(seed);
            CacheBudget budget = new CacheBudget(2_500);
            CacheShare share = new CacheShare(budget);
            CachedSpace cache = new CachedSpace(new MemorySpace(), share, holder);
            Map<Integer, Byte> model = new HashMap<>();
            boolean[] nested = new boolean[1];
            cache.listener(
                    (key, newValue, oldValue) -> {
                        cache.get(bytes(random.nextInt(40)));
                        if (!nested[0] && random.nextInt(3) == 0) {
                            nested[0] = true;
                            int other = 20 + random.nextInt(20);
                            byte[] value = new byte[1 + random.nextInt(60)];
                            value[0] = (byte) random.nextInt();
                            model.put(other, value[0]);
                            cache.put(bytes(other), value);
                            nested[0] = false;
                        }
                    },
                    true);
            for (int i = 0; i < 2_000; i++) {
                int key = random.nextInt(20);
                byte[] value = new byte[1 + random.nextInt(60)];
                value[0] = (byte) i;
                model.put(key, value[0]);
                cache.put(bytes(key), value);
                assertThat(budget.usedBytes()).isBetween(0L, 2_500L);
            }
            model.forEach((key, value) -> {
                byte[] stored = cache.get(bytes(key));
                assertThat(stored).isNotNull();
                assertThat(stored[0]).as("key %s", key).isEqualTo(value);
            });
        }
    }

    @Test
    void shouldDivideTheBudgetAmongTasks() {
        CacheBudget budget = new CacheBudget(4_000);
        CacheShare first = new CacheShare(budget);
        CachedSpace one = new CachedSpace(new MemorySpace(), first, holder);
        for (int i = 0; i < 100; i++) {
            one.put(bytes(i), bytes(i));
        }
        assertThat(first.usedBytes()).isGreaterThan(3_000);
        CacheShare second = new CacheShare(budget);
        one.put(bytes(1), bytes(2));
        one.put(bytes(120), bytes(2));
        assertThat(first.usedBytes()).isLessThanOrEqualTo(2_000);
        assertThat(budget.usedBytes()).isEqualTo(first.usedBytes());
        second.close();
        first.close();
        assertThat(budget.usedBytes()).isZero();
    }
}
