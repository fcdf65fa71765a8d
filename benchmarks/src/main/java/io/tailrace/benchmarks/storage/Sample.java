package io.tailrace.benchmarks.storage;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;

/**
 * One run of one step on one system.
 *
 * @param amount what was done, in the step's unit
 * @param cpuSeconds of the whole process, user and system
 */
record Sample(String step, String unit, String system, double amount, double seconds, double cpuSeconds) {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    /** Work that is measured; returns how much was done. */
    interface Work {
        double run() throws IOException, InterruptedException;
    }

    static Sample of(String step, String unit, String system, Work work) throws IOException, InterruptedException {
        long cpu = PROCESS.getProcessCpuTime();
        long begun = System.nanoTime();
        double amount = work.run();
        long ended = System.nanoTime();
        return new Sample(step, unit, system, amount, (ended - begun) / 1e9, (PROCESS.getProcessCpuTime() - cpu) / 1e9);
    }

    double rate() {
        return amount / seconds;
    }

    double ratePerCpuSecond() {
        return amount / cpuSeconds;
    }
}
