package io.tailrace.storage.disk;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashSet;
import java.util.function.IntSupplier;

/**
 * Keeps the number of file descriptors within a budget: when it is used up, files that were not used for a while are closed
 * behind their users' backs and opened again when they are needed. A file with unsynced bytes stays open, because the error of a
 * failed write-back is reported to descriptors that were open at the time; with many of those the budget is exceeded.
 *
 * <p>Second chance: files stand in a queue in the order they were opened, and one that was used since it was last looked at goes
 * to the end of it. Use costs one plain write.
 *
 * <p><b>Threads:</b> any; the queue is guarded by the monitor of this object. Files are closed inside it, without waiting for
 * anybody who uses them: such a user finds the channel closed and opens it again.
 */
final class OpenFiles {

    /** The budget where the system does not say how many descriptors there are. */
    private static final int UNKNOWN_LIMIT = 4096;

    /** What is left to sockets and everything else. */
    private static final int SHARE = 2;

    /** The budget however few descriptors there are. */
    private static final int LEAST_BUDGET = 16;

    /** How many files are looked at at most for one that is opened. */
    private static final int LOOKS = 64;

    private final IntSupplier findBudget;
    private int budget;
    private boolean budgetFound;
    /** In the order they were opened, or last looked at. */
    private final LinkedHashSet<NioFile> queue = new LinkedHashSet<>();

    OpenFiles(int budget) {
        this(budget, () -> budget);
    }

    /**
     * @param leastBudget what the budget is at least
     * @param findBudget asked for it, once, when that is not enough
     */
    OpenFiles(int leastBudget, IntSupplier findBudget) {
        this.budget = leastBudget;
        this.findBudget = findBudget;
    }

    /**
     * Half of what the system allows this process. That is found out when more than a few files are open: Java's management classes, which
     * know it, take longer to load than an empty log store takes to open.
     */
    static OpenFiles ofThisProcess() {
        return new OpenFiles(LEAST_BUDGET, OpenFiles::shareOfThisProcess);
    }

    private static int shareOfThisProcess() {
        long limit = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : UNKNOWN_LIMIT;
        return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST_BUDGET, limit / SHARE));
    }

    /** A file was opened, and is counted until it is closed. */
    synchronized void opened(NioFile file) throws IOException {
        queue.add(file);
        if (queue.size() > budget && !budgetFound) {
            budgetFound = true;
            budget = findBudget.getAsInt();
        }
        for (int looks = 0; queue.size() > budget && looks < LOOKS; looks++) {
            NioFile oldest = queue.iterator().next();
            queue.remove(oldest);
            boolean stays = oldest == file || !oldest.closeIfIdle();
            if (stays) {
                queue.add(oldest);
            }
        }
    }

    synchronized void closed(NioFile file) {
        queue.remove(file);
    }

    /** Files that are open now. */
    synchronized int count() {
        return queue.size();
    }
}
