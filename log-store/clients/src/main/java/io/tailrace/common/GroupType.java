package io.tailrace.common;

import java.util.Locale;

/** The protocol that the members of a group speak. */
public enum GroupType {
    UNKNOWN("Unknown"),
    CONSUMER("Consumer"),
    CLASSIC("Classic"),
    SHARE("Share"),
    STREAMS("Streams");

    private final String text;

    GroupType(String text) {
        this.text = text;
    }

    /** The type of that name in upper or lower case, {@link #UNKNOWN} if there is none. */
    public static GroupType parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        for (GroupType type : values()) {
            if (type.text.toLowerCase(Locale.ROOT).equals(wanted)) {
                return type;
            }
        }
        return UNKNOWN;
    }

    @Override
    public String toString() {
        return text;
    }
}
