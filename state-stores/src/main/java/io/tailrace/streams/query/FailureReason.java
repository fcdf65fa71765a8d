package io.tailrace.streams.query;

/** Why a query of a partition failed. */
public enum FailureReason {
    /** The store does not know how to answer such a query. */
    UNKNOWN_QUERY_TYPE,
    /** The query wants the active copy of the partition, and that is not here or does not run. */
    NOT_ACTIVE,
    /** The store has not seen all the records that the query's bound asks for. */
    NOT_UP_TO_BOUND,
    /** The partition is not here. */
    NOT_PRESENT,
    /** There is no such partition. */
    DOES_NOT_EXIST,
    /** The store threw an exception. */
    STORE_EXCEPTION
}
