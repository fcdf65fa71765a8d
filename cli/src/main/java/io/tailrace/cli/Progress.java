package io.tailrace.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** A count that grows on the terminal; silent where there is none, and where it takes no time. */
final class Progress {

    private static final long FIRST_MS = 1000;
    private static final long EVERY_MS = 250;

    private final PrintWriter err;
    private final String what;
    private final boolean terminal = Terminal.onError();
    private final long begunNanos = System.nanoTime();
    private long shownNanos = begunNanos + TimeUnit.MILLISECONDS.toNanos(FIRST_MS - EVERY_MS);
    private boolean shown;

    Progress(PrintWriter err, String what) {
        this.err = err;
        this.what = what;
    }

    void update(long count) {
        if (!terminal || (count & 0x3ff) != 0) {
            return;
        }
        long now = System.nanoTime();
        if (now - shownNanos >= TimeUnit.MILLISECONDS.toNanos(EVERY_MS)) {
            shownNanos = now;
            shown = true;
            err.printf(
                    Locale.ROOT, "\r%,d %s, %,d per second", count, what, (long) (count / ((now - begunNanos) / 1e9)));
            err.flush();
        }
    }

    /** Says one thing about long work, on a terminal or not. */
    static void note(PrintWriter err, String text) {
        err.println(text);
        err.flush();
    }

    void end() {
        if (shown) {
            err.print("\r\033[K");
            err.flush();
        }
    }
}
