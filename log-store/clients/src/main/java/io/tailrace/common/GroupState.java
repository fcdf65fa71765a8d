package io.tailrace.common;

import java.util.Locale;
import java.util.Set;

/** Where a group of any type is in its life. */
public enum GroupState {
    UNKNOWN("Unknown"),
    PREPARING_REBALANCE("PreparingRebalance"),
    COMPLETING_REBALANCE("CompletingRebalance"),
    STABLE("Stable"),
    DEAD("Dead"),
    EMPTY("Empty"),
    ASSIGNING("Assigning"),
    RECONCILING("Reconciling"),
    NOT_READY("NotReady");

    private final String text;

    GroupState(String text) {
        this.text = text;
    }

    /** The state of that name, compared without case and underscores; {@link #UNKNOWN} if there is none. */
    public static GroupState parse(String name) {
        String wanted = name.toLowerCase(Locale.ROOT).replace("_", "");
        for (GroupState state : values()) {
            if (state.text.toLowerCase(Locale.ROOT).equals(wanted)) {
                return state;
            }
        }
        return UNKNOWN;
    }

    /** The states that a group of that type can be in. */
    public static Set<GroupState> groupStatesForType(GroupType type) {
        return switch (type) {
            case CLASSIC -> Set.of(PREPARING_REBALANCE, COMPLETING_REBALANCE, STABLE, DEAD, EMPTY);
            case CONSUMER ->
                Set.of(PREPARING_REBALANCE, COMPLETING_REBALANCE, STABLE, DEAD, EMPTY, ASSIGNING, RECONCILING);
            case SHARE -> Set.of(STABLE, DEAD, EMPTY);
            case STREAMS -> Set.of(STABLE, DEAD, EMPTY, ASSIGNING, RECONCILING, NOT_READY);
            case UNKNOWN -> throw new IllegalArgumentException("expected a known group type, actual=" + type);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
