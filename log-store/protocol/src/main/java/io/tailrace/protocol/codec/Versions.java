package io.tailrace.protocol.codec;

/** Checks the version argument of a message's methods. */
public final class Versions {

    private Versions() {}

    /** @throws MalformedMessageException if no message of that version can be read */
    public static void requireReadable(short version, short lowest, short highest, String message) {
        if (version < lowest || version > highest) {
            throw new MalformedMessageException(text(version, lowest, highest, message));
        }
    }

    /** @throws IllegalArgumentException if no message of that version can be written */
    public static void requireWritable(short version, short lowest, short highest, String message) {
        if (version < lowest || version > highest) {
            throw new IllegalArgumentException(text(version, lowest, highest, message));
        }
    }

    private static String text(short version, short lowest, short highest, String message) {
        return "expected " + message + " version " + lowest + " to " + highest + ", actual version=" + version;
    }
}
