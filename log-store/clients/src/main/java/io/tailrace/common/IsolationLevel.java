package io.tailrace.common;

import java.util.Locale;

/** Whether a reader sees records of transactions that have not been committed. */
public enum IsolationLevel {
    READ_UNCOMMITTED((byte) 0),
    READ_COMMITTED((byte) 1);

    private final byte id;

    IsolationLevel(byte id) {
        this.id = id;
    }

    /** The number in the protocol. */
    public byte id() {
        return id;
    }

    /** @throws IllegalArgumentException if there is none with that number */
    public static IsolationLevel forId(byte id) {
        return switch (id) {
            case 0 -> READ_UNCOMMITTED;
            case 1 -> READ_COMMITTED;
            default -> throw new IllegalArgumentException("expected isolation level 0 or 1, actual=" + id);
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
