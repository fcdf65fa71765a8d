package io.tailrace.clients.consumer;

import java.util.Locale;

/** How a group is run: assignment by one of its members, or by the broker (KIP-848). */
public enum GroupProtocol {
    CLASSIC("CLASSIC"),
    CONSUMER("CONSUMER");

    public final String name;

    GroupProtocol(String name) {
        this.name = name;
    }

    /** By name in any case. */
    public static GroupProtocol of(String name) {
        return GroupProtocol.valueOf(name.toUpperCase(Locale.ROOT));
    }
}
