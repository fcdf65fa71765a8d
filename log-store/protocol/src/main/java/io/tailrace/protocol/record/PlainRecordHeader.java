package io.tailrace.protocol.record;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A header as read from a batch. Equal when key and bytes are equal; its text shows no content. */
final class PlainRecordHeader implements RecordHeader {

    private final String key;
    private final byte @Nullable [] value;

    PlainRecordHeader(String key, byte @Nullable [] value) {
        this.key = key;
        this.value = value;
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public byte @Nullable [] value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PlainRecordHeader that && key.equals(that.key) && Arrays.equals(value, that.value);
    }

    @Override
    public int hashCode() {
        return 31 * key.hashCode() + Arrays.hashCode(value);
    }

    @Override
    public String toString() {
        return "RecordHeader(" + key + ", " + (value == null ? "null" : value.length + " B") + ")";
    }
}
