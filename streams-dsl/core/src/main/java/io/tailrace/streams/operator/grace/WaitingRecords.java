package io.tailrace.streams.operator.grace;

import io.tailrace.common.header.Headers;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.ProcessingContext;
import io.tailrace.streams.processor.api.Record;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.suppress.BufferedChange;
import io.tailrace.streams.suppress.BufferedContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The stream records that wait for the grace period to pass, in the order of their time. Keys and values are Kafka's:
 *
 * <pre>
 * key:    0 (1) | timestamp in ms (8) | key | sequence number (4)
 * value:  as of a suppressed change with nothing but a new value
 * </pre>
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class WaitingRecords<K, V> {
    private static final byte TIME_FIRST = 0;
    private static final int KEY_OFFSET = 1 + Long.BYTES;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Serde<K> keySerde;
    private final Serde<V> valueSerde;
    private final long graceMs;
    private final String serdeTopic;
    private long streamTimeMs;
    private int sequence;

    /** Takes a record that has waited long enough. */
    interface Taker<K, V> {
        void take(Record<K, V> record, RecordContext context);
    }

    @SuppressWarnings("unchecked") // the configured defaults are what the user says his records are
    WaitingRecords(ProcessingContext context, BufferOptions<K, V> options, String serdeTopic) {
        this.store = context.getStateStore(options.storeName());
        this.keySerde = options.key() == null ? (Serde<K>) context.keySerde() : options.key();
        this.valueSerde = options.value() == null ? (Serde<V>) context.valueSerde() : options.value();
        this.graceMs = options.graceMs();
        this.serdeTopic = serdeTopic;
        this.streamTimeMs = -1;
        try (KeyValueIterator<Bytes, byte[]> newestFirst = store.reverseAll()) {
            if (newestFirst.hasNext()) {
                streamTimeMs = timeMs(newestFirst.next().key);
            }
        }
    }

    private static long timeMs(Bytes key) {
        return ByteBuffer.wrap(key.get()).getLong(1);
    }

    /** Keeps a record, unless its grace period is over already. */
    boolean add(Record<K, V> record, RecordContext context) {
        if (streamTimeMs - graceMs > record.timestamp()) {
            return false;
        }
        sequence = (sequence + 1) & Integer.MAX_VALUE;
        byte[] key = Objects.requireNonNull(
                keySerde.serializer().serialize(serdeTopic, record.headers(), record.key()), "serialised key");
        byte[] value = valueSerde.serializer().serialize(serdeTopic, record.headers(), record.value());
        Bytes storeKey = Bytes.wrap(ByteBuffer.allocate(KEY_OFFSET + key.length + Integer.BYTES)
                .put(TIME_FIRST)
                .putLong(record.timestamp())
                .put(key)
                .putInt(sequence)
                .array());
        BufferedContext from = BufferedContext.of(context);
        store.put(storeKey, new BufferedChange(null, null, value, from).serialize(0));
        streamTimeMs = Math.max(streamTimeMs, record.timestamp());
        return true;
    }

    /** Hands out and removes the records whose grace period is over. */
    void takeDue(Taker<K, V> taker) {
        Bytes end = Bytes.wrap(ByteBuffer.allocate(KEY_OFFSET)
                .put(TIME_FIRST)
                .putLong(streamTimeMs - graceMs + 1)
                .array());
        if (streamTimeMs - graceMs < 0) {
            return;
        }
        List<KeyValue<Bytes, byte[]>> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(null, end)) {
            entries.forEachRemaining(due::add);
        }
        for (KeyValue<Bytes, byte[]> entry : due) {
            BufferedChange change = BufferedChange.deserialize(ByteBuffer.wrap(entry.value));
            BufferedContext from = change.context();
            Record<K, V> record = new Record<>(
                    key(entry.key, from.headers()),
                    value(change.newValue(), from.headers()),
                    from.timestamp(),
                    from.headers());
            taker.take(record, from);
            store.put(entry.key, null);
        }
    }

    private K key(Bytes storeKey, Headers headers) {
        byte[] bytes = storeKey.get();
        byte[] key = new byte[bytes.length - KEY_OFFSET - Integer.BYTES];
        System.arraycopy(bytes, KEY_OFFSET, key, 0, key.length);
        return keySerde.deserializer().deserialize(serdeTopic, headers, key);
    }

    private @Nullable V value(byte @Nullable [] bytes, Headers headers) {
        return bytes == null ? null : valueSerde.deserializer().deserialize(serdeTopic, headers, bytes);
    }
}
