package io.tailrace.storage.log;

/**
 * Which seeds the seeded tests of this module run. A usual build runs as many as each test says; {@code -Dtailrace.storage.seeds=N}
 * runs N of each, and {@code -Dtailrace.storage.first=S} begins with another than 0. A seed that fails is named by the two
 * properties that repeat it alone.
 */
final class Seeds {

    private static final long FIRST = Long.getLong("tailrace.storage.first", 0);

    /** What is to hold for one seed. */
    interface Case {
        void run(long seed) throws Exception;
    }

    private Seeds() {}

    /** How many seeds a run has whose usual build has {@code usual}. */
    static long count(int usual) {
        return Long.getLong("tailrace.storage.seeds", usual);
    }

    static void forEach(int usual, Case run) {
        for (long seed = FIRST; seed < FIRST + count(usual); seed++) {
            try {
                run.run(seed);
            } catch (Exception | Error e) {
                throw new AssertionError("-Dtailrace.storage.first=" + seed + " -Dtailrace.storage.seeds=1", e);
            }
        }
    }
}
