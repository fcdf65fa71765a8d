package io.tailrace.state.cache;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.state.space.ByteSpace;
import io.tailrace.state.space.MergedCursor;
import io.tailrace.streams.processor.RecordContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A write-back cache over a space. Writes of a key are merged until it is evicted or the cache is flushed; then the
 * newest value is written below, once, in the context of the record that wrote it, and the listener is told.
 *
 * <p>What lay below before a key was written is remembered where a read has brought it in, so that telling the old value
 * takes no second read. A key that was written and deleted again, and was not there before, is not emitted at all.
 *
 * <p>An exception of the layers below or of the listener goes to whoever wrote, read or flushed. The entry it was about
 * counts as emitted then: the task that got the exception does not go on with this store.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class CachedSpace implements ByteSpace {

    private final ByteSpace below;
    private final CacheShare share;
    private final RecordContextHolder holder;
    private final DirtyLru entries = new DirtyLru(this);
    private @Nullable ChangeListener listener;
    private boolean oldValues;
    private long writes;

    public CachedSpace(ByteSpace below, CacheShare share, RecordContextHolder holder) {
        this.below = below;
        this.share = share;
        this.holder = holder;
    }

    /**
     * Who is told of emitted changes.
     *
     * @param withOldValues whether the listener wants to know what was there before
     */
    public void listener(ChangeListener newListener, boolean withOldValues) {
        this.listener = newListener;
        this.oldValues = withOldValues;
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        int hash = DirtyLru.hash(key);
        CacheEntry entry = entries.find(key, hash);
        if (entry != null) {
            share.touch(entry);
            entry.seen |= entry.dirty && entry.value != null;
            return entry.value;
        }
        byte[] value = below.get(key);
        long size = CacheEntry.sizeBytes(key, value);
        long writesBefore = writes;
        if (!share.reserve(size)) {
            return value;
        }
        if (writes != writesBefore || entries.find(key, hash) != null) {
            // Making room ran operators that used this very store: what was read may be out of date.
            share.release(size);
            return get(key);
        }
        insert(new CacheEntry(entries, key, hash, value));
        return value;
    }

    @Override
    public void put(byte[] key, byte @Nullable [] value) {
        writes++;
        int hash = DirtyLru.hash(key);
        CacheEntry entry = entries.find(key, hash);
        if (entry == null) {
            putNew(key, hash, value);
        } else {
            overwrite(entry, value);
        }
    }

    private void putNew(byte[] key, int hash, byte @Nullable [] value) {
        long size = CacheEntry.sizeBytes(key, value);
        if (!share.reserve(size)) {
            emit(key, value, false, null, false);
            return;
        }
        CacheEntry appeared = entries.find(key, hash);
        if (appeared != null) {
            // Making room ran operators that used this very store.
            share.release(size);
            overwrite(appeared, value);
            return;
        }
        CacheEntry entry = new CacheEntry(entries, key, hash, value);
        insert(entry);
        entries.markDirty(entry);
        entry.context = holder.recordContext();
    }

    private void overwrite(CacheEntry entry, byte @Nullable [] value) {
        share.touch(entry);
        boolean wasDirty = entry.dirty;
        byte[] before = entry.value;
        // The first write of a clean entry keeps what it overwrites.
        long growth = CacheEntry.length(value) - (wasDirty ? CacheEntry.length(before) : 0);
        if (growth > 0) {
            boolean reserved = share.reserve(growth);
            boolean same = entries.find(entry.key, entry.hash) == entry;
            if (reserved && (!same || entry.dirty != wasDirty || entry.value != before)) {
                // The entry itself had to go, or operators that making room ran have written it.
                share.release(growth);
                put(entry.key, value);
                return;
            }
            if (!reserved) {
                if (same) {
                    drop(entry);
                }
                boolean baseKnown = same && (!entry.dirty || entry.baseKnown);
                emit(entry.key, value, baseKnown, entry.dirty ? entry.base : entry.value, entry.seen);
                return;
            }
        } else {
            share.release(-growth);
        }
        if (!wasDirty) {
            entry.base = before;
            entry.baseKnown = true;
            entries.markDirty(entry);
        } else {
            entries.writtenAgain(entry);
        }
        entry.value = value;
        entry.context = holder.recordContext();
    }

    private void insert(CacheEntry entry) {
        entries.add(entry);
        share.link(entry);
    }

    /** Takes an entry out of the cache, as it is. */
    private void drop(CacheEntry entry) {
        long size = entry.sizeBytes();
        if (entry.dirty) {
            entries.unlinkDirty(entry);
        }
        entries.remove(entry);
        share.unlink(entry);
        share.release(size);
    }

    /** Lets an entry go, emitting it if it is dirty. */
    void evict(CacheEntry entry) {
        drop(entry);
        if (entry.dirty) {
            emitInContext(entry, entry.base);
        }
    }

    /** Emits all dirty entries in the order of their newest writes; they stay in the cache as clean ones. */
    public void flush() {
        CacheEntry entry = entries.firstDirty();
        while (entry != null) {
            entries.unlinkDirty(entry);
            byte[] base = entry.base;
            share.release(CacheEntry.length(base));
            entry.base = null;
            entry.dirty = false;
            emitInContext(entry, base);
            entry = entries.firstDirty();
        }
    }

    /** Whether there are writes that {@link #flush} has not emitted yet. */
    public boolean isDirty() {
        return entries.dirtyCount() > 0;
    }

    /** Tells the listener of a value that is not to be kept; to delete what is not there is no change. */
    public void passOn(byte[] key, byte @Nullable [] value) {
        if (listener != null && value != null) {
            listener.changed(key, value, null);
        }
    }

    private void emitInContext(CacheEntry entry, byte @Nullable [] base) {
        boolean baseKnown = entry.baseKnown;
        boolean seen = entry.seen;
        RecordContext written = entry.context;
        entry.baseKnown = false;
        entry.seen = false;
        entry.context = null;
        RecordContext current = holder.recordContext();
        holder.setRecordContext(written);
        try {
            emit(entry.key, entry.value, baseKnown, base, seen);
        } finally {
            holder.setRecordContext(current);
        }
    }

    /**
     * A key that came and went again is no change, unless somebody has seen it meanwhile: a foreign-key join that has answered with the value
     * must hear that it is gone.
     */
    private void emit(byte[] key, byte @Nullable [] value, boolean baseKnown, byte @Nullable [] base, boolean seen) {
        ChangeListener told = listener;
        byte[] old = base;
        boolean oldKnown = baseKnown;
        if (!oldKnown && (value == null || (told != null && oldValues))) {
            old = below.get(key);
            oldKnown = true;
        }
        if (value == null && oldKnown && old == null) {
            if (seen && told != null) {
                told.changed(key, null, null);
            }
            return;
        }
        below.put(key, value);
        if (told != null) {
            told.changed(key, value, oldValues ? old : null);
        }
    }

    @Override
    public ByteCursor scan(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        List<CacheEntry> dirty = entries.dirtyIn(from, to, forward);
        ByteCursor stored = below.scan(from, to, forward);
        return dirty.isEmpty() ? stored : new MergedCursor(new DirtyCursor(dirty), stored, forward);
    }

    /**
     * What the cache itself holds of a range, whether or not it was emitted; what lies below is left out. The first call makes an index
     * of all entries, which is kept from then on.
     */
    public ByteCursor held(byte @Nullable [] from, byte @Nullable [] to, boolean forward) {
        return new HeldCursor(entries.index().cursor(from, to, forward));
    }

    @Override
    public long approximateCount() {
        return below.approximateCount();
    }
}
