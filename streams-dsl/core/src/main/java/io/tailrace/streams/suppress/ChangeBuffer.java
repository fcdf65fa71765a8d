package io.tailrace.streams.suppress;

import io.tailrace.common.TopicPartition;
import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeader;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.task.RestoreTarget;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.BufferBounds;
import io.tailrace.streams.operator.Change;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.processor.StateStoreContext;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The updates that a suppression holds back, one a key, in the order in which they are due. A later update of a key takes the place of
 * the one before, with its due time.
 *
 * <p>The changelog has Kafka's format, version 3: key, {@link BufferedChange} with the due time behind it, and a header {@code v=3}. It
 * is written at commits, so what comes and goes between two commits is never logged.
 *
 * <p>Life cycle: a store of the task. It is not persistent: the whole changelog is read when the task starts.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class ChangeBuffer<K, V> implements StateStore {
    private static final String VERSION_HEADER = "v";
    private static final byte[] VERSION = {3};

    private final String name;
    private final BufferBounds bounds;
    private final Set<Bytes> unlogged = new LinkedHashSet<>();
    private @Nullable Serde<K> keySerde;
    private @Nullable Serde<V> valueSerde;
    private DueEntries entries = new DueEntries();
    private @Nullable TaskContext task;
    private @Nullable TopicPartition changelog;
    private String serdeTopic = "";
    private long lastTimestampMs;
    private boolean open;

    /** What {@link #evictWhile} hands out. */
    interface Emitter<K, V> {
        void emit(K key, Change<V> change, RecordContext context);
    }

    /** Whether to go on. */
    interface Condition {
        boolean holds();
    }

    ChangeBuffer(String name, BufferBounds bounds, @Nullable Serde<K> keySerde, @Nullable Serde<V> valueSerde) {
        this.name = name;
        this.bounds = bounds;
        this.keySerde = keySerde;
        this.valueSerde = valueSerde;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        task = (TaskContext) context;
        changelog = bounds.logConfig() == null ? null : task.stores().changelog(name);
        serdeTopic = changelog != null ? changelog.topic() : context.applicationId() + "-" + name + "-changelog";
        useDefaultSerdes(context);
        if (bounds.whenFull() == BufferBounds.WhenFull.SPILL_TO_DISK) {
            Overflow overflow = new Overflow(task.stores().persistentSpace(name));
            entries = new DueEntries(overflow, bounds.maxRecords(), bounds.maxBytes());
        }
        context.register(root, new Restore());
        open = true;
    }

    @SuppressWarnings("unchecked") // the configured defaults are what the user says his records are
    private void useDefaultSerdes(StateStoreContext context) {
        if (keySerde == null) {
            keySerde = (Serde<K>) context.keySerde();
        }
        if (valueSerde == null) {
            valueSerde = (Serde<V>) context.valueSerde();
        }
    }

    private Serde<K> keys() {
        return Objects.requireNonNull(keySerde, "key serde");
    }

    private Serde<V> values() {
        return Objects.requireNonNull(valueSerde, "value serde");
    }

    /** Holds back a change. A change of the same key that is held back already is replaced and its due time kept. */
    void put(long dueMs, K key, Change<V> change, RecordContext context) {
        Bytes keyBytes = Bytes.wrap(keys().serializer().serialize(serdeTopic, key));
        byte[] oldValue = bytes(change.oldValue());
        byte[] newValue = bytes(change.newValue());
        BufferedContext from = BufferedContext.of(context);
        lastTimestampMs = from.timestamp();
        DueKey at = entries.find(keyBytes);
        if (at == null) {
            entries.add(new DueKey(dueMs, keyBytes), new BufferedChange(oldValue, oldValue, newValue, from));
        } else {
            byte[] prior = entries.get(at).prior();
            entries.replace(at, new BufferedChange(prior, oldValue, newValue, from));
        }
        changed(keyBytes);
    }

    private byte @Nullable [] bytes(@Nullable V value) {
        return value == null ? null : values().serializer().serialize(serdeTopic, value);
    }

    private @Nullable V value(byte @Nullable [] bytes) {
        return bytes == null ? null : values().deserializer().deserialize(serdeTopic, bytes);
    }

    private void changed(Bytes key) {
        if (changelog != null) {
            unlogged.add(key);
        }
    }

    /** Emits what is due first and removes it, as long as the condition holds and there is something. */
    void evictWhile(Condition condition, Emitter<K, V> emitter) {
        while (condition.holds()) {
            Overflow.Entry first = entries.first();
            if (first == null) {
                return;
            }
            BufferedChange change = first.change();
            K key = keys().deserializer()
                    .deserialize(serdeTopic, first.at().key().get());
            emitter.emit(key, new Change<>(value(change.newValue()), value(change.oldValue())), change.context());
            entries.remove(first.at());
            changed(first.at().key());
        }
    }

    boolean holdsBack(K key) {
        return find(key) != null;
    }

    private @Nullable DueKey find(K key) {
        return entries.find(Bytes.wrap(keys().serializer().serialize(serdeTopic, key)));
    }

    /** The value of a key before its update that is held back. */
    @Nullable
    V prior(K key) {
        DueKey at = find(key);
        return at == null ? null : value(entries.get(at).prior());
    }

    long count() {
        return entries.count();
    }

    long sizeBytes() {
        return entries.sizeBytes();
    }

    /** When the first change is due, or {@link Long#MAX_VALUE} if there is none. */
    long firstDueMs() {
        return entries.firstDueMs();
    }

    /** Writes what changed since the last time to the changelog. */
    @Override
    public void flush() {
        for (Bytes key : unlogged) {
            log(key, entries.find(key));
        }
        unlogged.clear();
    }

    private void log(Bytes key, @Nullable DueKey at) {
        TopicPartition target = Objects.requireNonNull(changelog, "changelog");
        TaskContext context = Objects.requireNonNull(task, "task");
        if (at == null) {
            context.stores().sink().log(target, key.get(), null, lastTimestampMs, new RecordHeaders());
        } else {
            BufferedChange change = entries.get(at);
            Headers headers = new RecordHeaders().add(new RecordHeader(VERSION_HEADER, VERSION));
            context.stores()
                    .sink()
                    .log(
                            target,
                            key.get(),
                            change.serialize(at.dueMs()),
                            change.context().timestamp(),
                            headers);
        }
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        unlogged.clear();
    }

    /** Reads the changelog, always from its start. */
    private final class Restore implements RestoreTarget {
        @Override
        public long position() {
            return 0;
        }

        @Override
        public void restore(byte[] key, byte @Nullable [] value, long timestampMs) {
            restore(key, value, timestampMs, new RecordHeaders());
        }

        @Override
        public void restore(byte[] keyBytes, byte @Nullable [] value, long timestampMs, Headers headers) {
            Bytes key = Bytes.wrap(keyBytes);
            DueKey present = entries.find(key);
            if (value == null) {
                if (present != null) {
                    entries.remove(present);
                }
                return;
            }
            requireVersion(headers);
            BufferedChange change;
            long dueMs;
            try {
                ByteBuffer in = ByteBuffer.wrap(value);
                change = BufferedChange.deserialize(in);
                dueMs = in.getLong();
            } catch (BufferUnderflowException | IllegalArgumentException e) {
                throw new StreamsException(
                        "Expected a suppressed change of format 3 in changelog " + changelog + " of store " + name
                                + ", found " + value.length + " other bytes",
                        e);
            }
            if (present == null) {
                entries.add(new DueKey(dueMs, key), change);
            } else {
                entries.replace(present, change);
            }
        }

        private void requireVersion(Headers headers) {
            Header version = headers.lastHeader(VERSION_HEADER);
            if (version == null || !Arrays.equals(version.value(), VERSION)) {
                throw new StreamsException("Expected changelog format 3 in changelog " + changelog + " of store " + name
                        + ", found " + (version == null ? "none" : Arrays.toString(version.value()))
                        + "; run the application with Kafka Streams 2.6 or later once, which writes format 3");
            }
        }

        @Override
        public void endBatch(long nextPosition) {}

        @Override
        public void reset() {
            entries.clear();
        }
    }
}
