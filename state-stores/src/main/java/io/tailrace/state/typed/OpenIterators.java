package io.tailrace.state.typed;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the open iterators of a store and tells of those that were forgotten. To remember where each one was opened
 * would cost more than the reading, so that is done for the first and for one in {@value #SAMPLE} after it; and for each
 * one opened while suspiciously many are open, the first of which is logged at once, and again when their number doubled.
 * When the store closes, those still open are logged, with a place where one was opened if one is known.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public final class OpenIterators {

    /** What one of so many iterators costs all of them: a stack trace. */
    private static final int SAMPLE = 256;

    private static final int SUSPICIOUS = 64;
    private static final Logger LOG = LoggerFactory.getLogger(OpenIterators.class);

    private final String store;
    private final Set<Opened> sampled = Collections.newSetFromMap(new IdentityHashMap<>());
    private long total;
    private int open;
    private int nextWarning = SUSPICIOUS;

    OpenIterators(String store) {
        this.store = store;
    }

    /** Where an iterator was opened. */
    public static final class Opened extends Exception {

        private static final long serialVersionUID = 1L;

        Opened(String store) {
            super("an iterator over store " + store + " was opened here");
        }
    }

    /** One is opened. What is returned is to be given to {@link #closed}. */
    public @Nullable Opened opened() {
        open++;
        boolean suspicious = open >= nextWarning;
        if (total++ % SAMPLE != 0 && !suspicious) {
            return null;
        }
        Opened where = new Opened(store);
        sampled.add(where);
        if (suspicious) {
            nextWarning *= 2;
            LOG.warn(
                    "Store {} has {} open iterators. Iterators hold memory outside of the heap: close each after use.",
                    store,
                    open,
                    where);
        }
        return where;
    }

    public void closed(@Nullable Opened where) {
        open--;
        if (where != null) {
            sampled.remove(where);
        }
    }

    int openCount() {
        return open;
    }

    void storeClosed() {
        if (open > 0) {
            Opened where = sampled.isEmpty() ? null : sampled.iterator().next();
            LOG.warn("Store {} is closed while {} iterators over it are open; they were leaked", store, open, where);
        }
    }
}
