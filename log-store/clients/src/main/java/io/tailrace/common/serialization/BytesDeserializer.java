package io.tailrace.common.serialization;

import io.tailrace.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Passes bytes through. */
public class BytesDeserializer implements Deserializer<Bytes> {

    @Override
    public @Nullable Bytes deserialize(String topic, byte @Nullable [] data) {
        return Bytes.wrap(data);
    }
}
