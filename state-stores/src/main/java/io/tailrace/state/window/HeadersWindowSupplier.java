package io.tailrace.state.window;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.HeadersBytesStoreSupplier;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;

/** A {@link WindowSupplier} that says that headers are to be kept. */
public record HeadersWindowSupplier(WindowSupplier plain)
        implements WindowBytesStoreSupplier, HeadersBytesStoreSupplier {

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public WindowStore<Bytes, byte[]> get() {
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
    public long windowSize() {
        return plain.windowSize();
    }

    @Override
    public boolean retainDuplicates() {
        return plain.retainDuplicates();
    }

    @Override
    public long retentionPeriod() {
        return plain.retentionPeriod();
    }
}
