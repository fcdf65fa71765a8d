package io.tailrace.common.errors;

import org.jspecify.annotations.Nullable;

/** Error {@code GROUP_AUTHORIZATION_FAILED} (30) of the protocol. */
public class GroupAuthorizationException extends AuthorizationException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String groupId;

    public GroupAuthorizationException(@Nullable String message, @Nullable String groupId) {
        super(message);
        this.groupId = groupId;
    }

    public GroupAuthorizationException(@Nullable String message) {
        this(message, null);
    }

    /** The group, if known. */
    public @Nullable String groupId() {
        return groupId;
    }

    public static GroupAuthorizationException forGroupId(String groupId) {
        return new GroupAuthorizationException("not authorized to access group: " + groupId, groupId);
    }
}
