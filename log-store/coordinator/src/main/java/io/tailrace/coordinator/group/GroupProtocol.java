package io.tailrace.coordinator.group;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A protocol that a member offers, such as an assignment strategy, and its metadata for it. The metadata is opaque.
 */
@SuppressWarnings("ArrayRecordComponent") // opaque payload; equality is by content, below
record GroupProtocol(String name, byte[] metadata) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GroupProtocol that && name.equals(that.name) && Arrays.equals(metadata, that.metadata);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Arrays.hashCode(metadata);
    }

    @Override
    public String toString() {
        return "GroupProtocol[name=" + name + ", metadata=" + metadata.length + " bytes]";
    }
}
