package io.tailrace.metadata;

import org.jspecify.annotations.Nullable;

/**
 * A change of one configuration key.
 *
 * @param value null for {@link Kind#DELETE}
 */
public record ConfigOp(String key, Kind kind, @Nullable String value) {

    /** With the numbers of IncrementalAlterConfigs. */
    public enum Kind {
        SET(0),
        DELETE(1),
        /** Adds to a list. */
        APPEND(2),
        /** Takes away from a list. */
        SUBTRACT(3);

        private final byte id;

        Kind(int id) {
            this.id = (byte) id;
        }

        public byte id() {
            return id;
        }

        /** The kind with that number, or null. */
        public static @Nullable Kind forId(byte id) {
            for (Kind kind : values()) {
                if (kind.id == id) {
                    return kind;
                }
            }
            return null;
        }
    }
}
