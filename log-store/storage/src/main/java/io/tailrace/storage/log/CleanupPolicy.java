package io.tailrace.storage.log;

/** {@code cleanup.policy}: what becomes of old records. */
public enum CleanupPolicy {
    /** Old segments go, by age and size. */
    DELETE(false, true),
    /** The last record of each key stays. */
    COMPACT(true, false),
    /** Both. */
    COMPACT_AND_DELETE(true, true),
    /** Everything stays. */
    NONE(false, false);

    private final boolean compacts;
    private final boolean deletes;

    CleanupPolicy(boolean compacts, boolean deletes) {
        this.compacts = compacts;
        this.deletes = deletes;
    }

    public static CleanupPolicy of(boolean compacts, boolean deletes) {
        if (compacts) {
            return deletes ? COMPACT_AND_DELETE : COMPACT;
        }
        return deletes ? DELETE : NONE;
    }

    /** Whether it contains {@code compact}. */
    public boolean compacts() {
        return compacts;
    }

    /** Whether it contains {@code delete}. */
    public boolean deletes() {
        return deletes;
    }
}
