package io.tailrace.protocol.record;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A header of a record (KIP-82): a key, not unique within the record, and a value of any bytes or null. */
public interface RecordHeader {

    /** No headers. */
    RecordHeader[] NONE = {};

    String key();

    byte @Nullable [] value();

    /** A header that holds {@code value} itself, without a copy. */
    static RecordHeader of(String key, byte @Nullable [] value) {
        return new PlainRecordHeader(Objects.requireNonNull(key, "key"), value);
    }
}
