package io.tailrace.streams.processor;

import java.io.IOException;

/** Lets a store do its own work in the commits of its task. Called on the task's thread. */
@FunctionalInterface
public interface CommitCallback {

    /**
     * Called in each commit after the store was committed.
     *
     * @throws IOException fails the commit and with it the task
     */
    void onCommit() throws IOException;
}
