package io.tailrace.common.serialization;

import io.tailrace.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Passes bytes through. */
public class BytesSerializer implements Serializer<Bytes> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Bytes data) {
        return data == null ? null : data.get();
    }
}
