package io.tailrace.storage.log;

import com.sun.management.ThreadMXBean;
import io.netty.buffer.PooledByteBufAllocator;
import java.lang.management.ManagementFactory;

/** Measures what work allocates on the heap, and holds it to a bound tied to the size of its input. */
final class Allocations {

    /** Work that may be repeated. */
    interface Work {
        void run() throws Exception;
    }

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int ATTEMPTS = 3;

    private Allocations() {}

    /**
     * Runs the work until it stays within the limit, three times at most: what is allocated once, as by loading a class, does
     * not count.
     */
    static void atMost(long limitBytes, Work work) throws Exception {
        long allocated = Long.MAX_VALUE;
        for (int attempt = 0; attempt < ATTEMPTS && allocated > limitBytes; attempt++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            work.run();
            allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        }
        if (allocated > limitBytes) {
            throw new AssertionError("expected at most " + limitBytes + " B allocated, found " + allocated + " B");
        }
    }

    /** Bytes that the pool holds outside of the heap: it grows by what was needed at once, and does not shrink soon. */
    static long pooledBytes() {
        return PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
