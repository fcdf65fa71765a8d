package io.tailrace.state.session;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;

/** Makes session stores of bytes. Times are milliseconds. */
public record SessionSupplier(
        String name, SpaceSource source, long retentionPeriod, long segmentIntervalMs, String metricsScope)
        implements SessionBytesStoreSupplier {

    public SessionSupplier {
        if (retentionPeriod < 0) {
            throw new IllegalArgumentException("retentionPeriod cannot be negative");
        }
    }

    @Override
    public SessionStore<Bytes, byte[]> get() {
        return new TypedSessionStore<>(
                new StoreSpec<>(
                        name, source, Serdes.Bytes(), Serdes.ByteArray(), ValueCodec.plainValues(), false, false),
                new SessionSettings(retentionPeriod, retentionPeriod, false, segmentIntervalMs));
    }
}
