package io.tailrace.state.versioned;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.VersionedBytesStoreSupplier;

/** Makes versioned stores of bytes. Times are milliseconds. */
public record VersionedSupplier(
        String name, SpaceSource source, long historyRetentionMs, long segmentIntervalMs, String metricsScope)
        implements VersionedBytesStoreSupplier {

    public VersionedSupplier {
        if (historyRetentionMs < 0) {
            throw new IllegalArgumentException("historyRetention cannot be negative");
        }
        if (segmentIntervalMs < 1) {
            throw new IllegalArgumentException("segmentInterval cannot be zero or negative");
        }
    }

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new VersionedBytes(new TypedVersionedStore<>(
                new StoreSpec<>(
                        name, source, Serdes.Bytes(), Serdes.ByteArray(), ValueCodec.plainValues(), false, false),
                historyRetentionMs,
                segmentIntervalMs));
    }
}
