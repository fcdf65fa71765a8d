package io.tailrace.simulator.world;

import java.util.List;
import java.util.Random;

/**
 * What the applications of a simulation do.
 *
 * @param maxRecordBytes larger records are refused by the topic
 */
record Workload(
        String topic,
        int partitions,
        int producers,
        int consumers,
        int groupMembers,
        int sendsPerProducer,
        int maxBurst,
        int meanPauseMs,
        int maxValueBytes,
        int maxRecordBytes) {

    static Workload random(Random random) {
        return new Workload(
                "t",
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                random.nextBoolean() ? 0 : 1 + random.nextInt(2),
                30 + random.nextInt(120),
                1 + random.nextInt(8),
                20 + random.nextInt(100),
                List.of(100, 1_000, 3_000).get(random.nextInt(3)),
                16_000);
    }
}
