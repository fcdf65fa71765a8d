package io.tailrace.protocol.codec;

import java.util.UUID;

/** What the protocol says about UUIDs. */
public final class Uuids {

    /** Stands for "none" on the wire: sixteen zero bytes. */
    public static final UUID ZERO = new UUID(0, 0);

    private Uuids() {}
}
