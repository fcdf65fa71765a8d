package io.tailrace.simulator.world;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Configurations of the simulated server: small numbers, so that segments roll and checkpoints happen in a short run. */
final class ServerSettings {

    private ServerSettings() {}

    static Map<String, Object> random(Random random, Path directory) {
        Map<String, Object> settings = new HashMap<>();
        settings.put("log.dirs", directory.toString());
        settings.put("num.recovery.threads.per.data.dir", "1"); // the simulation has one thread
        settings.put("node.id", 1);
        settings.put("num.partitions", 1);
        settings.put("offsets.topic.num.partitions", 1 + random.nextInt(2));
        settings.put("group.initial.rebalance.delay.ms", random.nextInt(200));
        settings.put("log.segment.bytes", 1_048_576);
        return settings;
    }

    /** A fast disk, a usual one, or one that lets a lot pile up between two syncs. */
    static int maxSyncMs(Random random) {
        return List.of(0, 20, 100).get(random.nextInt(3));
    }
}
