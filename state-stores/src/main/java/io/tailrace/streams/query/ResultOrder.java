package io.tailrace.streams.query;

/** In which order a query wants its results. */
public enum ResultOrder {
    /** The store's own order. */
    ANY,
    ASCENDING,
    DESCENDING
}
