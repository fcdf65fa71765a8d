package io.tailrace.streams;

import java.util.Arrays;
import java.util.Locale;

/** What the stores that the DSL creates keep beside each value. Source: KIP-1271. */
public enum DslStoreFormat {
    /** The value alone. */
    PLAIN,
    /** The value and the timestamp of its last update. */
    TIMESTAMPED,
    /** The value, its timestamp and the headers of the record that updated it. */
    HEADERS;

    /** The name as it is written in a configuration. */
    public final String name = name();

    /**
     * The format of that name; upper and lower case are the same.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DslStoreFormat of(String name) {
        for (DslStoreFormat format : values()) {
            if (format.name.equals(name.toUpperCase(Locale.ROOT))) {
                return format;
            }
        }
        throw new IllegalArgumentException(
                "expected a store format of " + Arrays.toString(values()) + ", actual '" + name + "'");
    }
}
