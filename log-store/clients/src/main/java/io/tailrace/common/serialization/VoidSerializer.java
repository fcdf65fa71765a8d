package io.tailrace.common.serialization;

import org.jspecify.annotations.Nullable;

/** For records that have no key, or no value. */
public class VoidSerializer implements Serializer<Void> {

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable Void data) {
        return null;
    }
}
