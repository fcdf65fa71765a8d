package io.tailrace.state.rocksdb;

import io.tailrace.state.space.ByteCursor;
import io.tailrace.streams.errors.InvalidStateStoreException;
import io.tailrace.streams.errors.ProcessorStateException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;

/**
 * A cursor over the committed entries of a column family as they were when it was made. It pins files and memory of
 * the database, which therefore closes it before closing itself; using it then is an error.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
final class RocksCursor implements ByteCursor {

    private final String store;
    private final RocksIterator iterator;
    private final byte @Nullable [] from;
    private final byte @Nullable [] to;
    private final boolean forward;
    private final Consumer<RocksCursor> onClose;
    private boolean started;
    private boolean finished;
    private boolean closed;
    private byte @Nullable [] key;

    RocksCursor(
            String store,
            RocksIterator iterator,
            byte @Nullable [] from,
            byte @Nullable [] to,
            boolean forward,
            Consumer<RocksCursor> onClose) {
        this.store = store;
        this.iterator = iterator;
        this.from = from;
        this.to = to;
        this.forward = forward;
        this.onClose = onClose;
    }

    @Override
    public boolean next() {
        ensureOpen();
        if (finished) {
            return false;
        }
        move();
        byte[] here = iterator.isValid() ? iterator.key() : null;
        if (here == null) {
            checkStatus();
        }
        if (here == null || isBeyond(here)) {
            finished = true;
            key = null;
            return false;
        }
        key = here;
        return true;
    }

    private void move() {
        if (started) {
            if (forward) {
                iterator.next();
            } else {
                iterator.prev();
            }
        } else {
            started = true;
            seek();
        }
    }

    private void seek() {
        if (forward) {
            if (from == null) {
                iterator.seekToFirst();
            } else {
                iterator.seek(from);
            }
        } else if (to == null) {
            iterator.seekToLast();
        } else {
            iterator.seekForPrev(to);
            if (iterator.isValid() && Arrays.equals(iterator.key(), to)) {
                iterator.prev();
            }
        }
    }

    private boolean isBeyond(byte[] here) {
        return forward
                ? to != null && Arrays.compareUnsigned(here, to) >= 0
                : from != null && Arrays.compareUnsigned(here, from) < 0;
    }

    private void checkStatus() {
        try {
            iterator.status();
        } catch (RocksDBException e) {
            throw new ProcessorStateException("Cannot read on in store " + store, e);
        }
    }

    @Override
    public byte[] key() {
        if (key == null) {
            throw new NoSuchElementException("the cursor stands on no entry");
        }
        return key;
    }

    @Override
    public byte[] value() {
        ensureOpen();
        if (key == null) {
            throw new NoSuchElementException("the cursor stands on no entry");
        }
        return iterator.value();
    }

    private void ensureOpen() {
        if (closed) {
            throw new InvalidStateStoreException("The iterator over store " + store + " is closed");
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            key = null;
            iterator.close();
            onClose.accept(this);
        }
    }
}
