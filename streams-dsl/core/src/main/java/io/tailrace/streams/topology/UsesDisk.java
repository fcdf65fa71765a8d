package io.tailrace.streams.topology;

/** A builder of a store that is not persistent and lays things into its task's directory all the same, for want of memory. */
public interface UsesDisk {

    /** Whether the store may do so. */
    boolean usesDisk();
}
