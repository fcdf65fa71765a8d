package io.tailrace.clients.consumer.group;

import org.jspecify.annotations.Nullable;

/**
 * A member's identity in one generation of its group.
 *
 * @param id -1 while not a member
 * @param memberId empty until the coordinator has given one
 * @param protocol name of the assignor the group agreed on
 */
public record Generation(int id, String memberId, @Nullable String protocol) {
    public static final int NO_ID = -1;
    public static final Generation NONE = new Generation(NO_ID, "", null);

    public boolean isMember() {
        return id != NO_ID && !memberId.isEmpty();
    }

    Generation withoutId() {
        return new Generation(NO_ID, memberId, null);
    }
}
