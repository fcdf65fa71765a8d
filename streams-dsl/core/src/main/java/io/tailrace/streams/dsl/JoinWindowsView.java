package io.tailrace.streams.dsl;

import io.tailrace.streams.kstream.JoinWindows;

/** What join windows keep for the planner. */
final class JoinWindowsView extends JoinWindows {
    JoinWindowsView(JoinWindows windows) {
        super(windows);
    }

    /** Whether a record without partner is joined with null at once, though a partner may come. */
    boolean joinsWithNullAtOnce() {
        return !enableSpuriousResultFix;
    }
}
