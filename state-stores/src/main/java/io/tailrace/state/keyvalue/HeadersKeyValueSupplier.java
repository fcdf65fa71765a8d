package io.tailrace.state.keyvalue;

import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.state.HeadersBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;

/** A {@link KeyValueSupplier} that says that headers are to be kept. */
public record HeadersKeyValueSupplier(KeyValueSupplier plain)
        implements KeyValueBytesStoreSupplier, HeadersBytesStoreSupplier {

    @Override
    public String name() {
        return plain.name();
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return plain.get();
    }

    @Override
    public String metricsScope() {
        return plain.metricsScope();
    }
}
