package io.tailrace.cli;

/**
 * Whether somebody watches. Java cannot tell alike in all its versions (System.console() changed its mind with 22), so the
 * launcher looks and says so.
 */
final class Terminal {

    private Terminal() {}

    /** Whether standard output is a terminal. */
    static boolean onOutput() {
        return Boolean.getBoolean("tailrace.terminal.out");
    }

    /** Whether standard error is a terminal. */
    static boolean onError() {
        return Boolean.getBoolean("tailrace.terminal.err");
    }
}
