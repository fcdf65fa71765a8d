package io.tailrace.state.rocksdb;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLong;
import org.rocksdb.AbstractNativeReference;

/**
 * Owns native objects and closes them in the reverse order of their making, each once. RocksDB frees nothing by itself:
 * what no scope owns leaks. {@link #openObjects} counts what all scopes of the process own, so that a test can show
 * that nothing stays behind.
 *
 * <p><b>Threads:</b> one owner; {@link #openObjects} from any thread.
 */
final class NativeScope implements AutoCloseable {

    private static final AtomicLong OPEN = new AtomicLong();

    private final Deque<AbstractNativeReference> owned = new ArrayDeque<>();

    /** How many native objects the scopes of this process own now. */
    static long openObjects() {
        return OPEN.get();
    }

    /** Takes ownership of {@code object} and returns it. */
    <T extends AbstractNativeReference> T own(T object) {
        owned.push(object);
        OPEN.incrementAndGet();
        return object;
    }

    /** Closes everything, also when something throws; the first failure is thrown at the end. Idempotent. */
    @Override
    public void close() {
        RuntimeException failure = null;
        while (!owned.isEmpty()) {
            try {
                owned.pop().close();
            } catch (RuntimeException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            } finally {
                OPEN.decrementAndGet();
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
