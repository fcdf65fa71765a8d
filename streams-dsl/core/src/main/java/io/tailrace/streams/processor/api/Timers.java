package io.tailrace.streams.processor.api;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.state.KeyValueStore;
import io.tailrace.streams.state.StoreBuilder;
import io.tailrace.streams.state.Stores;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Durable timers of a processor, one for each key and name. They live in a store of the task: what is registered or cancelled is kept in the
 * same commit as the state and the input offsets, goes to the store's changelog, and is there again after a crash or a move.
 *
 * <pre>
 * Topology: addStateStore(Timers.storeBuilder("timers"), "processor")
 * init:     timers = context.timers("timers", Serdes.String(), (key, name, timeMs) -> …);
 * process:  timers.register(record.key(), "timeout", PunctuationType.STREAM_TIME, record.timestamp() + 60_000);
 * </pre>
 *
 * Timers fire in the order of their times: those of stream time after the record that advanced it, those of wall-clock time between records. At
 * least once, like all processing: after a crash a timer fires again if what it did was not committed. Not in Kafka.
 *
 * <p><b>Threads:</b> the task's thread.
 */
public interface Timers<K> {
    /** Registers a timer; one of the same key and name is replaced. A time that has passed fires soon. */
    void register(K key, String name, PunctuationType clock, long timeMs);

    /** Cancels a timer; returns whether there was one. */
    boolean cancel(K key, String name);

    /** Time of a timer in ms, or empty if there is none. */
    OptionalLong dueMs(K key, String name);

    /** The store for the timers of one processor, on disk. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> storeBuilder(String storeName) {
        Objects.requireNonNull(storeName, "storeName cannot be null");
        return Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(storeName), Serdes.Bytes(), Serdes.ByteArray());
    }

    /** The store for the timers of one processor, in memory; restored from its changelog. */
    static StoreBuilder<KeyValueStore<Bytes, byte[]>> inMemoryStoreBuilder(String storeName) {
        Objects.requireNonNull(storeName, "storeName cannot be null");
        return Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(storeName), Serdes.Bytes(), Serdes.ByteArray());
    }
}
