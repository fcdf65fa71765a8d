package io.tailrace.streams.state;

import io.tailrace.common.utils.Bytes;

/** Makes key-value stores of bytes. Arrays given to such a store and got from it are shared: nobody changes them. */
public interface KeyValueBytesStoreSupplier extends StoreSupplier<KeyValueStore<Bytes, byte[]>> {}
