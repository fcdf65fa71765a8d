package io.tailrace.streams.suppress;

import io.tailrace.common.utils.Bytes;
import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.StorageSpace;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The part of a buffer that is on disk: what is due after all that is in the heap. Its content is no state of its own: it is emptied
 * when the task starts, and filled again from the changelog like the heap.
 *
 * <pre>
 * 0x00 | due time 8 | key    ->  the change, with the due time behind it
 * 0x01 | key                 ->  due time 8
 * </pre>
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class Overflow {
    private static final byte CHANGES = 0;
    private static final byte TIMES = 1;

    private final StorageSpace space;
    private long count;
    private @Nullable DueKey first;

    /** An entry on its way between heap and disk. */
    record Entry(DueKey at, BufferedChange change) {}

    Overflow(StorageSpace space) {
        this.space = space;
        space.reset();
    }

    long count() {
        return count;
    }

    /** The entry that is due first, or null if there is none. */
    @Nullable
    DueKey first() {
        return first;
    }

    /** When the key's update is due, or null if it is not here. */
    @Nullable
    DueKey find(Bytes key) {
        if (count == 0) {
            return null;
        }
        byte[] dueMs = space.get(prefixed(TIMES, key.get()));
        return dueMs == null ? null : new DueKey(ByteBuffer.wrap(dueMs).getLong(), key);
    }

    /** The change at a place where there is one. */
    BufferedChange get(DueKey at) {
        byte[] bytes = space.get(prefixed(CHANGES, at.toBytes()));
        if (bytes == null) {
            throw new IllegalStateException("expected a spilled change due at " + at.dueMs() + ", actual none");
        }
        return BufferedChange.deserialize(ByteBuffer.wrap(bytes));
    }

    /** Adds an entry, of a key that is not here yet. */
    void add(DueKey at, BufferedChange change) {
        replace(at, change);
        space.put(
                prefixed(TIMES, at.key().get()),
                ByteBuffer.allocate(Long.BYTES).putLong(at.dueMs()).array());
        count++;
        if (first == null || at.compareTo(first) < 0) {
            first = at;
        }
    }

    /** Sets the change at a place where there is one. */
    void replace(DueKey at, BufferedChange change) {
        space.put(prefixed(CHANGES, at.toBytes()), change.serialize(at.dueMs()));
    }

    void remove(DueKey at) {
        space.put(prefixed(CHANGES, at.toBytes()), null);
        space.put(prefixed(TIMES, at.key().get()), null);
        count--;
        if (at.equals(first)) {
            first = count == 0 ? null : scanFirst();
        }
    }

    private @Nullable DueKey scanFirst() {
        try (ByteCursor cursor = changes()) {
            return cursor.next() ? DueKey.of(withoutPrefix(cursor.key())) : null;
        }
    }

    /** A cursor in the order in which changes are due; see {@link #entry}. */
    ByteCursor changes() {
        return space.scan(new byte[] {CHANGES}, new byte[] {TIMES}, true);
    }

    /** What a cursor of {@link #changes} stands on. */
    static Entry entry(ByteCursor cursor) {
        byte[] value = cursor.value();
        if (value == null) {
            throw new IllegalStateException("expected a spilled change, actual a deletion");
        }
        return new Entry(DueKey.of(withoutPrefix(cursor.key())), BufferedChange.deserialize(ByteBuffer.wrap(value)));
    }

    void clear() {
        space.reset();
        count = 0;
        first = null;
    }

    private static byte[] prefixed(byte prefix, byte[] bytes) {
        return ByteBuffer.allocate(1 + bytes.length).put(prefix).put(bytes).array();
    }

    private static byte[] withoutPrefix(byte[] bytes) {
        return Arrays.copyOfRange(bytes, 1, bytes.length);
    }
}
