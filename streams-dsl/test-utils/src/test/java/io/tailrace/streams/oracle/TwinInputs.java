package io.tailrace.streams.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random inputs for twin programs: out of order, late, with repeated keys, nulls, and steps of the wall clock.
 *
 * <p><b>Threads:</b> stateless.
 */
final class TwinInputs {
    private static final String[] TOPICS = {"a", "a", "a", "b", "t", "t", "u"};
    private static final String[] KEYS = {"x", "y", "z", "ab", null};
    private static final String[] VALUES = {"one", "two", "three", "o", "x", "y", "del", null};

    private TwinInputs() {}

    /** Records as {@link TwinPrograms#run} takes them, with times from about {@code startMs} on. */
    static List<Object[]> of(Random random, int records, long startMs) {
        List<Object[]> inputs = new ArrayList<>();
        long time = startMs;
        for (int i = 0; i < records; i++) {
            time += random.nextInt(25);
            long outOfOrder = random.nextInt(4) == 0 ? random.nextInt(200) : 0;
            String topic = TOPICS[random.nextInt(TOPICS.length)];
            if (random.nextInt(20) == 0) {
                inputs.add(new Object[] {null, null, null, (long) random.nextInt(1500)});
            } else {
                inputs.add(new Object[] {
                    topic,
                    KEYS[random.nextInt(random.nextInt(10) == 0 ? KEYS.length : KEYS.length - 1)],
                    VALUES[random.nextInt(random.nextInt(4) == 0 ? VALUES.length : VALUES.length - 1)],
                    Math.max(0, time - outOfOrder)
                });
            }
        }
        return inputs;
    }
}
