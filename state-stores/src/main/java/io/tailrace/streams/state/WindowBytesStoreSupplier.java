package io.tailrace.streams.state;

import io.tailrace.common.utils.Bytes;

/** Makes window stores of bytes. Times are milliseconds. */
public interface WindowBytesStoreSupplier extends StoreSupplier<WindowStore<Bytes, byte[]>> {

    /** Windows are dropped this much event time at once. */
    long segmentIntervalMs();

    /** The length of each window. */
    long windowSize();

    /** Whether a key may have several values in one window. */
    boolean retainDuplicates();

    /** How long a window is kept, counted from its start. */
    long retentionPeriod();
}
