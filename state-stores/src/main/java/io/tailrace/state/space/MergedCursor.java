package io.tailrace.state.space;

import java.util.Arrays;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Pending changes merged over what lies below: of one key the change counts, and a deletion hides the entry. Both
 * cursors must run over the same range in the same direction; both are closed with this one.
 *
 * <p><b>Threads:</b> one owner.
 */
public final class MergedCursor implements ByteCursor {

    private final ByteCursor changes;
    private final ByteCursor below;
    private final boolean forward;
    private boolean changesReady;
    private boolean belowReady;
    private boolean started;
    private @Nullable ByteCursor current;

    public MergedCursor(ByteCursor changes, ByteCursor below, boolean forward) {
        this.changes = changes;
        this.below = below;
        this.forward = forward;
    }

    @Override
    public boolean next() {
        if (!started) {
            started = true;
            changesReady = changes.next();
            belowReady = below.next();
        } else if (current == changes) {
            changesReady = changes.next();
        } else if (current == below) {
            belowReady = below.next();
        }
        current = null;
        while (changesReady) {
            int order = belowReady ? compareHeads() : -1;
            if (order > 0) {
                break;
            }
            if (order == 0) {
                belowReady = below.next();
            }
            if (changes.value() != null) {
                current = changes;
                return true;
            }
            changesReady = changes.next();
        }
        if (belowReady) {
            current = below;
        }
        return belowReady;
    }

    private int compareHeads() {
        int order = Arrays.compareUnsigned(changes.key(), below.key());
        return forward ? order : -order;
    }

    @Override
    public byte[] key() {
        return current().key();
    }

    @Override
    public byte @Nullable [] value() {
        return current().value();
    }

    private ByteCursor current() {
        if (current == null) {
            throw new NoSuchElementException("the cursor stands on no entry");
        }
        return current;
    }

    @Override
    public void close() {
        try {
            changes.close();
        } finally {
            below.close();
        }
    }
}
