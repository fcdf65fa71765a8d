package io.tailrace.state.typed;

/** A builder of stores that keep entries for a time: their changelog may drop what is older, besides compacting. */
public interface RetainingStoreBuilder {

    /** How long entries are kept, in ms of stream time. */
    long retentionPeriod();
}
