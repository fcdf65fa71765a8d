package io.tailrace.storage.compaction;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OffsetMapTest {

    private static ByteBuf key(int number) {
        return Unpooled.copiedBuffer("key" + number, StandardCharsets.UTF_8);
    }

    private static OffsetMap map(long maxBytes, long expected, double load) {
        return OffsetMap.create(maxBytes, expected, load, 0, new KeyHash(11, 12));
    }

    @Test
    void shouldAnswerAsAPlainMapDoesUpToItsLastSlot() {
        Random random = new Random(5);
        Map<Integer, Long> model = new HashMap<>();
        try (OffsetMap map = map(1000L * OffsetMap.ENTRY_BYTES, Long.MAX_VALUE / 4, 1.0)) {
            for (long offset = 0; offset < 20_000; offset++) {
                int key = random.nextInt(3000);
                boolean fits = model.containsKey(key) || model.size() < 999;
                assertThat(map.put(key(key), offset)).isEqualTo(fits);
                if (fits) {
                    model.put(key, offset);
                    assertThat(map.latestOffset()).isEqualTo(offset);
                }
            }
            for (int key = 0; key < 3000; key++) {
                assertThat(map.get(key(key))).isEqualTo(model.getOrDefault(key, OffsetMap.NONE));
            }
            assertThat(map.entries()).isEqualTo(999);
            assertThat(map.fill()).isEqualTo(1.0);
        }
    }

    @Test
    void shouldRefuseNewKeysBeyondTheLoadFactorAndGoOnWithKnownOnes() {
        try (OffsetMap map = map(100L * OffsetMap.ENTRY_BYTES, 1_000_000, 0.5)) {
            for (int i = 0; i < 50; i++) {
                assertThat(map.put(key(i), i)).isTrue();
            }
            assertThat(map.put(key(50), 50)).isFalse();
            assertThat(map.latestOffset()).isEqualTo(49);
            assertThat(map.get(key(50))).isEqualTo(OffsetMap.NONE);
            assertThat(map.put(key(7), 51)).isTrue();
            assertThat(map.get(key(7))).isEqualTo(51);
        }
    }

    @Test
    void shouldHoldAllKeysItWasMadeForInNoMoreMemoryThanTheyNeed() {
        for (double load : new double[] {0.3, 0.9, 1.0}) {
            for (int keys : new int[] {0, 1, 15, 16, 17, 1000}) {
                try (OffsetMap map = map(1L << 40, keys, load)) {
                    for (int i = 0; i < keys; i++) {
                        assertThat(map.put(key(i), i))
                                .as("key %d of %d", i, keys)
                                .isTrue();
                    }
                }
            }
        }
    }

    @Test
    void shouldKeepTheOffsetZeroAndAnEmptyKey() {
        try (OffsetMap map = map(1 << 20, 10, 0.9)) {
            assertThat(map.get(Unpooled.EMPTY_BUFFER)).isEqualTo(OffsetMap.NONE);
            assertThat(map.put(Unpooled.EMPTY_BUFFER, 0)).isTrue();
            assertThat(map.get(Unpooled.EMPTY_BUFFER)).isZero();
        }
    }
}
