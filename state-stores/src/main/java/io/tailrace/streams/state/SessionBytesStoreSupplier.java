package io.tailrace.streams.state;

import io.tailrace.common.utils.Bytes;

/** Makes session stores of bytes. Times are milliseconds. */
public interface SessionBytesStoreSupplier extends StoreSupplier<SessionStore<Bytes, byte[]>> {

    /** Sessions are dropped this much event time at once. */
    long segmentIntervalMs();

    /** How long a session is kept, counted from its end. */
    long retentionPeriod();
}
