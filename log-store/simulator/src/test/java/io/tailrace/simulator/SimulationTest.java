package io.tailrace.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import org.junit.jupiter.api.Test;

/**
 * The broker and its clients keep their promises whatever happens (properties 1 to 9, 31 and 33).
 *
 * <p>{@code -Dtailrace.sim.seed=N} repeats one seed and prints its trace, {@code -Dtailrace.sim.seeds=COUNT} runs more or
 * fewer of them.
 */
class SimulationTest {

    private static final int SEEDS = Integer.getInteger("tailrace.sim.seeds", 500);

    @Test
    void shouldKeepAllPromisesUnderFaults() {
        Long only = Long.getLong("tailrace.sim.seed");
        if (only != null) {
            requireNoViolation(Simulation.run(only, PlantedBug.NONE, System.out::println));
            return;
        }
        long acknowledged = 0;
        long crashes = 0;
        for (long seed = 1; seed <= SEEDS; seed++) {
            SimulationResult result = Simulation.run(seed);
            requireNoViolation(result);
            acknowledged += result.acknowledged();
            crashes += result.crashes();
        }
        assertThat(acknowledged).as("the clients get their work done").isGreaterThan(50L * SEEDS);
        assertThat(crashes).as("the server dies").isGreaterThan(SEEDS);
    }

    @Test
    void shouldDoTheSameAgainWithTheSameSeed() {
        for (long seed = 1001; seed <= 1010; seed++) {
            SimulationResult first = Simulation.run(seed);
            SimulationResult again = Simulation.run(seed);
            assertThat(again.traceHash()).as("trace of seed %s", seed).isEqualTo(first.traceHash());
            assertThat(again.events()).isEqualTo(first.events());
            assertThat(again.lastLines()).isEqualTo(first.lastLines());
        }
    }

    @Test
    void shouldDoSomethingElseWithAnotherSeed() {
        assertThat(Simulation.run(1001).traceHash())
                .isNotEqualTo(Simulation.run(1002).traceHash());
    }

    @Test
    void shouldFindAcknowledgementsBeforeTheSync() {
        assertThat(foundAfter(PlantedBug.ACKNOWLEDGE_BEFORE_SYNC, 20)).isNotNull();
    }

    @Test
    void shouldFindARecoveryThatSkipsTheChecksum() {
        assertThat(foundAfter(PlantedBug.SKIP_CHECKSUM_AT_RECOVERY, 500)).isNotNull();
    }

    private static SimulationResult foundAfter(PlantedBug bug, int seeds) {
        for (long seed = 1; seed <= seeds; seed++) {
            SimulationResult result = Simulation.run(seed, bug, null);
            if (!result.violations().isEmpty()) {
                return result;
            }
        }
        return fail("%s was not found in %d seeds", bug, seeds);
    }

    private static void requireNoViolation(SimulationResult result) {
        if (!result.violations().isEmpty()) {
            fail(result.report());
        }
    }
}
