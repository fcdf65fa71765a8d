package io.tailrace.common;

import java.util.Locale;

/** Where a group of the classic protocol is in its life. */
public enum ClassicGroupState {
    UNKNOWN("Unknown"),
    PREPARING_REBALANCE("PreparingRebalance"),
    COMPLETING_REBALANCE("CompletingRebalance"),
    STABLE("Stable"),
    DEAD("Dead"),
    EMPTY("Empty");

    private final String text;

    ClassicGroupState(String text) {
        this.text = text;
    }

    /** The state of that name, compared without case and underscores; {@link #UNKNOWN} if there is none. */
    public static ClassicGroupState parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace("_", "");
        for (ClassicGroupState state : values()) {
            if (state.text.toLowerCase(Locale.ROOT).equals(wanted)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    @Override
    public String toString() {
        return text;
    }
}
