package io.tailrace.common.config.types;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A secret that does not show itself when printed.
 *
 * <p><b>Threads:</b> immutable.
 */
public class Password {

    /** What {@link #toString} prints in place of the secret. */
    public static final String HIDDEN = "[hidden]";

    private final String value;

    public Password(String value) {
        this.value = Objects.requireNonNull(value, "value");
    }

    /** The secret itself. */
    public String value() {
        return value;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Password password && value.equals(password.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return HIDDEN;
    }
}
