package io.tailrace.protocol.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A tagged field that the specification does not know, kept so that it survives a round trip (KIP-482). */
@SuppressWarnings("ArrayRecordComponent") // raw wire bytes, compared by content below
public record RawTaggedField(int tag, byte[] data) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RawTaggedField that && tag == that.tag && Arrays.equals(data, that.data);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "RawTaggedField(tag=" + tag + ", " + data.length + " bytes)";
    }
}
