package io.tailrace.common.serialization;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Passes bytes through; the buffer is the reader's own. */
public class ByteBufferDeserializer implements Deserializer<ByteBuffer> {

    @Override
    public @Nullable ByteBuffer deserialize(String topic, byte @Nullable [] data) {
        return data == null ? null : ByteBuffer.wrap(data);
    }
}
