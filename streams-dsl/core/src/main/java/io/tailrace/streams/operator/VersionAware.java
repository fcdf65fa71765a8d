package io.tailrace.streams.operator;

/**
 * An operator that treats updates of a versioned table in another way than those of a table that keeps only its latest rows: there, an
 * update may be older than the row.
 */
public interface VersionAware {
    /** The table upstream is versioned; called while the topology is built. */
    void useVersions();
}
