package io.tailrace.simulator;

import java.io.PrintStream;

/**
 * Long runs: {@code SimulationMain FIRST_SEED COUNT [PLANTED_BUG]}. With {@code -Dtailrace.sim.seed=N} runs that seed
 * alone and prints its trace. Ends with status 1 after the first violation.
 */
public final class SimulationMain {

    private SimulationMain() {}

    public static void main(String[] arguments) {
        PrintStream out = System.out;
        Long only = Long.getLong("tailrace.sim.seed");
        PlantedBug bug = arguments.length > 2 ? PlantedBug.valueOf(arguments[2]) : PlantedBug.NONE;
        if (only != null) {
            SimulationResult result = Simulation.run(only, bug, out::println);
            out.println(result.report());
            System.exit(result.violations().isEmpty() ? 0 : 1);
        }
        long first = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
        long count = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000;
        for (long seed = first; seed < first + count; seed++) {
            SimulationResult result = Simulation.run(seed, bug, null);
            out.println(result.summary());
            if (!result.violations().isEmpty()) {
                out.println(result.report());
                System.exit(1);
            }
        }
    }
}
