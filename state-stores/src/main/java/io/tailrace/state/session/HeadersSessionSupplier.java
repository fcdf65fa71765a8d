package io.tailrace.state.session;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.HeadersBytesStoreSupplier;
import io.tailrace.streams.state.SessionBytesStoreSupplier;
import io.tailrace.streams.state.SessionStore;

/** A {@link SessionSupplier} that says that headers are to be kept. */
public record HeadersSessionSupplier(SessionSupplier plain)
        implements SessionBytesStoreSupplier, HeadersBytesStoreSupplier {

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public SessionStore<Bytes, byte[]> get() {
        return plain.get();
    }

    @Override
    public String metricsScope() {
        return plain.metricsScope();
    }

    @Override
    public long segmentIntervalMs() {
        return plain.segmentIntervalMs();
    }

    @Override
    public long retentionPeriod() {
        return plain.retentionPeriod();
    }
}
