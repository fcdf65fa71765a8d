package io.tailrace.storage.log;

/** The checks that the settings of a log share. */
final class ConfigBounds {

    private ConfigBounds() {}

    static void atLeast(String key, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException("expected " + key + " of at least " + least + ", found " + value);
        }
    }
}
