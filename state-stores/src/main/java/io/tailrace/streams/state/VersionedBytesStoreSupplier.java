package io.tailrace.streams.state;

/** Makes versioned stores of bytes: {@link #get} returns a {@link VersionedBytesStore}. */
public interface VersionedBytesStoreSupplier extends KeyValueBytesStoreSupplier {

    /** How long versions are kept after they ended, and how late a version may be put. */
    long historyRetentionMs();
}
