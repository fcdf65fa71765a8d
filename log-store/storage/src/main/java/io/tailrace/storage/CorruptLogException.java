package io.tailrace.storage;

import org.jspecify.annotations.Nullable;

/** A read met bytes that are not what was written. They are not served; the message names file, position and offsets. */
public final class CorruptLogException extends StorageException {

    private final transient @Nullable DamagedRange damage;

    public CorruptLogException(String message) {
        super(message);
        this.damage = null;
    }

    public CorruptLogException(DamagedRange damage) {
        super(damage.toString());
        this.damage = damage;
    }

    /** What cannot be served; null where it is not known that exactly. */
    public @Nullable DamagedRange damage() {
        return damage;
    }
}
