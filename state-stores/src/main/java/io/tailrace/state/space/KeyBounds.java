package io.tailrace.state.space;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Ends of key ranges. */
public final class KeyBounds {

    private KeyBounds() {}

    /** The smallest key after {@code key}: the end of a range that {@code key} is within; null stays open. */
    public static byte @Nullable [] after(byte @Nullable [] key) {
        return key == null ? null : Arrays.copyOf(key, key.length + 1);
    }

    /** The smallest key that is after everything that begins with {@code prefix}; null if there is none. */
    public static byte @Nullable [] afterPrefix(byte[] prefix) {
        for (int i = prefix.length - 1; i >= 0; i--) {
            if (prefix[i] != (byte) 0xFF) {
                byte[] bound = Arrays.copyOf(prefix, i + 1);
                bound[i]++;
                return bound;
            }
        }
        return null;
    }
}
