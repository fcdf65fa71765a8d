package io.tailrace.streams.operator;

/**
 * Work that a processor has begun and not finished when {@code process} returned. The task lets it go on between records and waits for it
 * before a commit, so that committed offsets never pass unfinished work.
 *
 * <p><b>Threads:</b> the task's thread.
 */
public interface PendingWork {
    /** Forwards what has finished; returns whether there was any. */
    boolean settle();

    /** Waits until all is finished, and forwards it. */
    void finish();

    boolean isPending();
}
