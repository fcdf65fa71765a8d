package io.tailrace.samples.nexmark.generator;

/**
 * What events are made.
 *
 * @param events how many
 * @param eventsPerSecond how many a second of event time
 * @param outOfOrderGroup events come in order but for groups of so many, which are shuffled in themselves; 1 for strict order
 * @param baseTimeMs the time of the first event
 * @param scrambled whether the number of an event is scrambled before it seeds its random numbers. Without that, as in Beam, thousands of
 *     events in a row draw nearly the same first number, and so all bid for the hot auction
 */
public record GeneratorSettings(
        long events, long eventsPerSecond, int outOfOrderGroup, long baseTimeMs, boolean scrambled) {

    /** 2015-07-15T00:00:00Z, where the benchmark begins by custom. */
    public static final long BASE_TIME_MS = 1_436_918_400_000L;

    public GeneratorSettings {
        if (events < 0 || eventsPerSecond < 1 || eventsPerSecond > 1_000_000 || outOfOrderGroup < 1) {
            throw new IllegalArgumentException(
                    "expected events >= 0, events a second from 1 to 1000000 and a group >= 1," + " found " + events
                            + ", " + eventsPerSecond + " and " + outOfOrderGroup);
        }
    }

    /** In order, with scrambled seeds. */
    public static GeneratorSettings of(long events, long eventsPerSecond) {
        return new GeneratorSettings(events, eventsPerSecond, 1, BASE_TIME_MS, true);
    }

    public GeneratorSettings withOutOfOrderGroup(int group) {
        return new GeneratorSettings(events, eventsPerSecond, group, baseTimeMs, scrambled);
    }

    /** The very events that Beam makes. */
    public GeneratorSettings asBeam() {
        return new GeneratorSettings(events, eventsPerSecond, outOfOrderGroup, baseTimeMs, false);
    }

    /** The time of the event with that number, milliseconds since the epoch. */
    long timeMs(long number) {
        long delayUs = 1_000_000 / eventsPerSecond;
        return baseTimeMs + number * delayUs / 1000;
    }

    /** The number of the event that is made as the {@code made}th. */
    long adjusted(long made) {
        long group = outOfOrderGroup;
        return made / group * group + made * 953 % group;
    }

    /** What seeds the random numbers of the event with that number. */
    long seed(long number) {
        if (!scrambled) {
            return number;
        }
        long mixed = (number + 1) * 0x9E37_79B9_7F4A_7C15L; // SplitMix64 (Steele, Lea, Flood 2014)
        mixed = (mixed ^ (mixed >>> 30)) * 0xBF58_476D_1CE4_E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D0_49BB_1331_11EBL;
        return mixed ^ (mixed >>> 31);
    }
}
