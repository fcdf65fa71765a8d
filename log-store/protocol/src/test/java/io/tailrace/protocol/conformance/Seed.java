package io.tailrace.protocol.conformance;

import java.util.Random;

/** The seed of a run: a new one each time, or that of {@code -Dtailrace.seed=N}. Failures name it. */
final class Seed {

    static final long VALUE = Long.getLong("tailrace.seed", System.nanoTime());

    private Seed() {}

    /** A stream of its own for each message, so that one failure can be repeated alone. */
    static Random random(Twin twin, int version) {
        return new Random(VALUE ^ (31L * twin.name().hashCode() + version) * 0x9E3779B97F4A7C15L);
    }

    static String hint(Twin twin, int version, int round) {
        return twin + " version " + version + " round " + round + ", repeat with -Dtailrace.seed=" + VALUE;
    }
}
