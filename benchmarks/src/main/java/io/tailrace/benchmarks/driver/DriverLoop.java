package io.tailrace.benchmarks.driver;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/**
 * Pipes records to warm up and then as long again to measure. How long is a time of the thread's CPU, so that on a busy machine a
 * run is as warm as on an idle one. What the topology wrote is read away between chunks, outside of what is measured. The same
 * records for both systems: the seed is fixed.
 *
 * <p><b>Threads:</b> the caller's.
 */
final class DriverLoop {

    private static final int CHUNK_RECORDS = 2_000;
    private static final int RECORDS_PER_MS = 10;
    private static final int SEED = 20;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final byte[] value = new byte[TopologyUnderTest.VALUE_BYTES];
    private final TopologyUnderTest topology;
    private long piped;

    private DriverLoop(TopologyUnderTest topology) {
        this.topology = topology;
    }

    static DriverSample run(TopologyUnderTest topology, double seconds) {
        DriverLoop loop = new DriverLoop(topology);
        topology.prepare();
        topology.drain();
        loop.measure(seconds);
        return loop.measure(seconds);
    }

    private DriverSample measure(double seconds) {
        long records = 0;
        long written = 0;
        long wall = 0;
        long threadCpu = 0;
        long processCpu = 0;
        long allocated = 0;
        while (threadCpu < seconds * 1e9) {
            long processBefore = process.getProcessCpuTime();
            long allocatedBefore = threads.getCurrentThreadAllocatedBytes();
            long threadBefore = threads.getCurrentThreadCpuTime();
            long begun = System.nanoTime();
            chunk();
            wall += System.nanoTime() - begun;
            threadCpu += threads.getCurrentThreadCpuTime() - threadBefore;
            allocated += threads.getCurrentThreadAllocatedBytes() - allocatedBefore;
            processCpu += process.getProcessCpuTime() - processBefore;
            records += CHUNK_RECORDS;
            written += topology.drain();
        }
        return new DriverSample(records, written, wall, threadCpu, processCpu, allocated);
    }

    private void chunk() {
        for (int i = 0; i < CHUNK_RECORDS; i++) {
            topology.pipe(random.nextInt(TopologyUnderTest.KEYS), value, piped++ / RECORDS_PER_MS);
        }
    }
}
