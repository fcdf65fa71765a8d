package io.tailrace.simulator;

import io.tailrace.simulator.world.World;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One run of the simulator. The seed decides everything: the work of the clients, the order of events, delays, faults,
 * and what is left of unsynced writes. The same seed does the same again.
 */
public final class Simulation {

    private Simulation() {}

    public static SimulationResult run(long seed) {
        return run(seed, PlantedBug.NONE, null);
    }

    /**
     * @param lines gets each line of the trace as it comes; null for none
     */
    public static SimulationResult run(long seed, PlantedBug bug, @Nullable Consumer<String> lines) {
        return new World(seed, bug, lines).run();
    }
}
