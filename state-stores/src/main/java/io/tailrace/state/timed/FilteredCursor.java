package io.tailrace.state.timed;

import io.tailrace.state.space.ByteCursor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Shows the entries that pass a test of the cursor that stands at them.
 *
 * <p><b>Threads:</b> the task's owner only.
 */
public record FilteredCursor(ByteCursor cursor, Predicate<ByteCursor> accepts) implements ByteCursor {

    @Override
    public boolean next() {
        while (cursor.next()) {
            if (accepts.test(cursor)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public byte[] key() {
        return cursor.key();
    }

    @Override
    public byte @Nullable [] value() {
        return cursor.value();
    }

    @Override
    public void close() {
        cursor.close();
    }
}
