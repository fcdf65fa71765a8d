package io.tailrace.state.application;

import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.state.layout.ValueFormat;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.state.HeadersBytesStore;
import io.tailrace.streams.state.TimestampedBytesStore;
import org.jspecify.annotations.Nullable;

/**
 * How the values of the layers above lie in an application's store. A store on disk that does not say that it keeps
 * timestamps (or headers) is given plain values, which it may have kept before the program asked for timestamps; read
 * again they have an unknown timestamp. That is Kafka's rule. Where nothing outlives the process nothing need be stripped.
 *
 * <p><b>Threads:</b> immutable.
 *
 * @param above the format of the layers above
 * @param own the format that the store is given
 */
record StoredValues(ValueFormat above, ValueFormat own) {

    static final long UNKNOWN_TIMESTAMP = -1;

    static StoredValues of(StateStore store, ValueFormat above) {
        return new StoredValues(above, store.persistent() ? own(store, above) : above);
    }

    private static ValueFormat own(StateStore store, ValueFormat above) {
        if (above == ValueFormat.PLAIN || store instanceof HeadersBytesStore) {
            return above;
        }
        return store instanceof TimestampedBytesStore ? ValueFormat.TIMESTAMPED : ValueFormat.PLAIN;
    }

    byte @Nullable [] toStore(byte @Nullable [] value) {
        if (value == null || own == above) {
            return value;
        }
        return convert(value, above, own);
    }

    byte @Nullable [] fromStore(byte @Nullable [] value) {
        if (value == null || own == above) {
            return value;
        }
        return convert(value, own, above);
    }

    private static byte[] convert(byte[] value, ValueFormat from, ValueFormat to) {
        Headers headers = from.headers(value);
        return to.stored(
                from.changelogValue(value),
                from.timestamp(value, UNKNOWN_TIMESTAMP),
                headers == null ? new RecordHeaders() : headers);
    }
}
