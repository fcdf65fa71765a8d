package io.tailrace.state.keyvalue;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.typed.SpaceSource;
import io.tailrace.state.typed.StoreSpec;
import io.tailrace.state.typed.ValueCodec;
import io.tailrace.streams.state.KeyValueBytesStoreSupplier;
import io.tailrace.streams.state.KeyValueStore;

/** Makes key-value stores of bytes. */
public record KeyValueSupplier(String name, SpaceSource source, String metricsScope)
        implements KeyValueBytesStoreSupplier {

    @Override
    public KeyValueStore<Bytes, byte[]> get() {
        return new TypedKeyValueStore<>(new StoreSpec<>(
                name, source, Serdes.Bytes(), Serdes.ByteArray(), ValueCodec.plainValues(), false, false));
    }
}
