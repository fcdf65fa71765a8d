package io.tailrace.coordinator.group;

/**
 * Where a classic group is in its life.
 *
 * <pre>
 *              first join                    all joined, or time is over
 *  {@link #EMPTY} ─────────────► {@link #PREPARING_REBALANCE} ──────────────► {@link #COMPLETING_REBALANCE}
 *    ▲   │               ▲  │ ▲                                │   │
 *    │   │ deleted,      │  │ │ member joins, leaves or dies   │   │ the leader's assignment
 *    │   │ expired       │  │ └────────────────────────────────┘   │ is in the log
 *    │   ▼               │  │ nobody is left                       ▼
 *    │ {@link #DEAD}              │  └──────────► EMPTY              {@link #STABLE}
 *    │                   └─────────────────────────────────────────┘
 *    └ offsets without members                member joins, leaves or dies
 * </pre>
 */
enum GroupState {
    /** No members; offsets may be there. */
    EMPTY("Empty"),
    /** Waits for all members to send JoinGroup. */
    PREPARING_REBALANCE("PreparingRebalance"),
    /** A new generation has begun; waits for the leader's assignment. */
    COMPLETING_REBALANCE("CompletingRebalance"),
    /** Every member has its assignment. */
    STABLE("Stable"),
    /** The group does not exist; only seen in answers. */
    DEAD("Dead");

    private final String wireName;

    GroupState(String wireName) {
        this.wireName = wireName;
    }

    /** The name in DescribeGroups and ListGroups. */
    String wireName() {
        return wireName;
    }
}
