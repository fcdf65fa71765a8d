package io.tailrace.coordinator.group;

/**
 * Names a timer; a shard has at most one pending timer of a key.
 *
 * @param memberId the member a {@link Kind#SESSION} timer watches, empty for the other kinds
 */
public record TimerKey(Kind kind, String groupId, String memberId) {

    /** What happens when the time is over. */
    public enum Kind {
        /** The member is considered dead. */
        SESSION,
        /** The rebalance goes on without the members that have not rejoined. */
        JOIN,
        /** Members that did not fetch their assignment are removed. */
        SYNC
    }

    static TimerKey session(String groupId, String memberId) {
        return new TimerKey(Kind.SESSION, groupId, memberId);
    }

    static TimerKey join(String groupId) {
        return new TimerKey(Kind.JOIN, groupId, "");
    }

    static TimerKey sync(String groupId) {
        return new TimerKey(Kind.SYNC, groupId, "");
    }
}
