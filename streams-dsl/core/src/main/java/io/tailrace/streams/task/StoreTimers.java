package io.tailrace.streams.task;

import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.processor.PunctuationType;
import io.tailrace.streams.processor.api.TimerCallback;
import io.tailrace.streams.processor.api.Timers;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.KeyValueStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * The timers of one processor over their store. The time of the first one of each clock is remembered, so that asking is cheap.
 *
 * <p>At most {@link #MAX_AT_ONCE} fire in one go; the rest waits for the next, so that a thread with very many due timers still polls.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class StoreTimers<K> implements Timers<K> {
    private static final int MAX_AT_ONCE = 10_000;
    private static final int BATCH = 500;
    private static final byte[] NOTHING = {};

    private final NodeContext node;
    private final KeyValueStore<Bytes, byte[]> store;
    private final String topic;
    private final Serde<K> keySerde;
    private final TimerCallback<K> callback;
    private final Map<PunctuationType, Long> firstMs = new EnumMap<>(PunctuationType.class); // absent: not known yet

    StoreTimers(NodeContext node, KeyValueStore<Bytes, byte[]> store, Serde<K> keySerde, TimerCallback<K> callback) {
        this.node = node;
        this.store = store;
        this.topic = node.applicationId() + "-" + store.name() + "-changelog";
        this.keySerde = keySerde;
        this.callback = callback;
    }

    @Override
    public void register(K key, String name, PunctuationType clock, long timeMs) {
        Objects.requireNonNull(clock, "clock cannot be null");
        byte[] keyBytes = bytes(key);
        TimerEntry before = find(name, keyBytes);
        TimerEntry entry = new TimerEntry(clock, timeMs, name, keyBytes);
        if (before != null) {
            if (before.clock() == clock && before.timeMs() == timeMs) {
                return;
            }
            store.put(before.timeKey(), null);
        }
        store.put(entry.timeKey(), NOTHING);
        store.put(entry.nameKey(), entry.due());
        firstMs.computeIfPresent(clock, (any, first) -> Math.min(first, timeMs));
    }

    @Override
    public boolean cancel(K key, String name) {
        TimerEntry entry = find(name, bytes(key));
        if (entry == null) {
            return false;
        }
        remove(entry);
        return true;
    }

    @Override
    public OptionalLong dueMs(K key, String name) {
        TimerEntry entry = find(name, bytes(key));
        return entry == null ? OptionalLong.empty() : OptionalLong.of(entry.timeMs());
    }

    private TimerEntry find(String name, byte[] key) {
        byte[] due = store.get(TimerEntry.nameKey(Objects.requireNonNull(name, "name cannot be null"), key));
        return due == null ? null : TimerEntry.ofNamed(name, key, due);
    }

    private void remove(TimerEntry entry) {
        store.put(entry.timeKey(), null);
        store.put(entry.nameKey(), null);
    }

    private byte[] bytes(K key) {
        Objects.requireNonNull(key, "key cannot be null");
        return Objects.requireNonNull(keySerde.serializer().serialize(topic, key), "the key serializer returned null");
    }

    /** Fires what is due; returns whether anything was. */
    boolean run(PunctuationType clock, long nowMs) {
        int fired = 0;
        while (firstMs.getOrDefault(clock, Long.MIN_VALUE) <= nowMs && fired < MAX_AT_ONCE) {
            List<TimerEntry> due = due(clock, nowMs);
            for (TimerEntry entry : due) {
                if (store.get(entry.timeKey()) != null) { // else cancelled by one before it
                    remove(entry);
                    K key = keySerde.deserializer().deserialize(topic, entry.key());
                    node.punctuate(timeMs -> callback.onTimer(key, entry.name(), timeMs), entry.timeMs());
                    fired++;
                }
            }
            firstMs.put(clock, first(clock));
        }
        return fired > 0;
    }

    private List<TimerEntry> due(PunctuationType clock, long nowMs) {
        List<TimerEntry> due = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(TimerEntry.from(clock, Long.MIN_VALUE), TimerEntry.after(clock, nowMs))) {
            while (entries.hasNext() && due.size() < BATCH) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                due.add(TimerEntry.ofTimeKey(entry.key));
            }
        }
        return due;
    }

    private long first(PunctuationType clock) {
        try (KeyValueIterator<Bytes, byte[]> entries =
                store.range(TimerEntry.from(clock, Long.MIN_VALUE), TimerEntry.after(clock, Long.MAX_VALUE))) {
            return entries.hasNext() ? TimerEntry.ofTimeKey(entries.next().key).timeMs() : Long.MAX_VALUE;
        }
    }
}
