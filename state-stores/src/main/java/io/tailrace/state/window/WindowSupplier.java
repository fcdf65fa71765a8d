package io.tailrace.state.window;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.WindowBytesStoreSupplier;
import io.tailrace.streams.state.WindowStore;

/** Makes window stores of bytes. */
public record WindowSupplier(String name, SpaceSource source, WindowSettings settings, String metricsScope)
        implements WindowBytesStoreSupplier {

    @Override
    public WindowStore<Bytes, byte[]> get() {
        return new TypedWindowStore<>(
                new StoreSpec<>(
                        name, source, Serdes.Bytes(), Serdes.ByteArray(), ValueCodec.plainValues(), false, false),
                settings);
    }

    @Override
    public long segmentIntervalMs() {
        return settings.segmentIntervalMs();
    }

    @Override
    public long windowSize() {
        return settings.windowSizeMs();
    }

    @Override
    public boolean retainDuplicates() {
        return settings.retainDuplicates();
    }

    @Override
    public long retentionPeriod() {
        return settings.retentionMs();
    }
}
