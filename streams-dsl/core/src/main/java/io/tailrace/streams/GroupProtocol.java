package io.tailrace.streams;

import java.util.Locale;

/** How the members of an application agree on tasks. */
public enum GroupProtocol {
    /** One of them assigns, through the consumer group. */
    CLASSIC("CLASSIC"),
    /** The broker assigns. */
    STREAMS("STREAMS");

    /** A name that does not change. */
    public final String name;

    GroupProtocol(String name) {
        this.name = name;
    }

    /** Finds a protocol by its name in upper or lower case. */
    public static GroupProtocol of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }
}
