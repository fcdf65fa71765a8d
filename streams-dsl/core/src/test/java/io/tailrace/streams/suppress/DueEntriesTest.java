package io.tailrace.streams.suppress;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.header.internals.RecordHeader;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.memory.MemorySpace;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The buffer of suppressions: against a plain model, all in the heap and spilling; and the bytes of its entries. */
final class DueEntriesTest {
    private static final int STEPS = 2000;
    private static final int KEYS = 60;

    private static BufferedChange change(Random random) {
        byte[] prior = random.nextBoolean() ? null : bytes(random);
        byte[] newValue = random.nextInt(4) == 0 ? null : bytes(random);
        RecordHeaders headers = new RecordHeaders();
        headers.add(new RecordHeader("h", random.nextBoolean() ? null : bytes(random)));
        return new BufferedChange(
                prior,
                random.nextBoolean() ? prior : bytes(random),
                newValue,
                new BufferedContext(random.nextInt(1000), random.nextInt(1000), "topic", 3, headers));
    }

    private static byte[] bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static void assertSame(BufferedChange actual, BufferedChange expected) {
        assertThat(actual.serialize(7)).isEqualTo(expected.serialize(7));
    }

    /** @param heapRecords how many entries the heap may hold; the largest number for no overflow */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 7, 30, Long.MAX_VALUE})
    void shouldHoldWhatAModelHolds(long heapRecords) {
        for (long seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            Overflow overflow = new Overflow(new MemorySpace());
            DueEntries entries = heapRecords == Long.MAX_VALUE
                    ? new DueEntries()
                    : new DueEntries(overflow, heapRecords, Long.MAX_VALUE);
            TreeMap<DueKey, BufferedChange> model = new TreeMap<>();
            Map<Bytes, DueKey> places = new HashMap<>();
            long maxSpilled = 0;
            for (int step = 0; step < STEPS; step++) {
                Bytes key = Bytes.wrap(new byte[] {(byte) random.nextInt(KEYS)});
                DueKey at = places.get(key);
                assertThat(entries.find(key)).as("seed %d step %d", seed, step).isEqualTo(at);
                BufferedChange change = change(random);
                if (random.nextInt(3) == 0) {
                    Overflow.Entry first = entries.first();
                    if (model.isEmpty()) {
                        assertThat(first).isNull();
                    } else {
                        assertThat(first.at()).isEqualTo(model.firstKey());
                        assertSame(first.change(), model.firstEntry().getValue());
                        entries.remove(first.at());
                        model.remove(first.at());
                        places.remove(first.at().key());
                    }
                } else if (at == null) {
                    DueKey place = new DueKey(random.nextInt(500), key);
                    entries.add(place, change);
                    model.put(place, change);
                    places.put(key, place);
                } else if (random.nextBoolean()) {
                    assertSame(entries.get(at), model.get(at));
                    entries.replace(at, change);
                    model.put(at, change);
                } else {
                    entries.remove(at);
                    model.remove(at);
                    places.remove(key);
                }
                maxSpilled = Math.max(maxSpilled, overflow.count());
                assertThat(entries.count()).isEqualTo(model.size());
                assertThat(entries.sizeBytes()).isEqualTo(sizeOf(model));
                assertThat(entries.firstDueMs())
                        .isEqualTo(
                                model.isEmpty()
                                        ? Long.MAX_VALUE
                                        : model.firstKey().dueMs());
                assertThat(entries.count() - overflow.count()).as("in the heap").isLessThanOrEqualTo(heapRecords);
            }
            if (heapRecords <= 7) {
                assertThat(maxSpilled).isPositive();
            }
        }
    }

    private static long sizeOf(Map<DueKey, BufferedChange> model) {
        long size = 0;
        for (Map.Entry<DueKey, BufferedChange> entry : model.entrySet()) {
            size += Long.BYTES
                    + entry.getKey().key().get().length
                    + entry.getValue().sizeBytes();
        }
        return size;
    }

    @Test
    void shouldForgetAllWhenCleared() {
        Overflow overflow = new Overflow(new MemorySpace());
        DueEntries entries = new DueEntries(overflow, 2, Long.MAX_VALUE);
        Random random = new Random(1);
        for (int i = 0; i < 10; i++) {
            entries.add(new DueKey(i, Bytes.wrap(new byte[] {(byte) i})), change(random));
        }

        entries.clear();

        assertThat(entries.count()).isZero();
        assertThat(entries.sizeBytes()).isZero();
        assertThat(entries.first()).isNull();
        assertThat(entries.find(Bytes.wrap(new byte[] {9}))).isNull();
    }

    @Test
    void shouldReadWhatItWrites() {
        Random random = new Random(3);
        for (int i = 0; i < 200; i++) {
            BufferedChange change = change(random);
            ByteBuffer bytes = ByteBuffer.wrap(change.serialize(1234));

            BufferedChange read = BufferedChange.deserialize(bytes);

            assertSame(read, change);
            assertThat(read.context().headers()).isEqualTo(change.context().headers());
            assertThat(bytes.getLong()).isEqualTo(1234);
            assertThat(bytes.hasRemaining()).isFalse();
        }
    }
}
