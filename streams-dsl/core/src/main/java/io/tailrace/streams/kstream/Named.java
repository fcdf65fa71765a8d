package io.tailrace.streams.kstream;

import io.tailrace.streams.errors.TopologyException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A name for the processor of an operation. A name has 1 to 249 characters out of ASCII letters, digits, '.', '_' and '-'.
 *
 * <p><b>Threads:</b> used by the thread that builds the topology.
 */
public class Named implements NamedOperation<Named> {
    private static final int MAX_NAME_LENGTH = 249;

    protected @Nullable String name;

    protected Named(Named named) {
        this(Objects.requireNonNull(named, "named can't be null").name);
    }

    protected Named(@Nullable String name) {
        this.name = name;
        if (name != null) {
            validate(name);
        }
    }

    /** @throws TopologyException if the name is empty, too long or has other characters */
    public static Named as(String name) {
        Objects.requireNonNull(name, "name cannot be null");
        return new Named(name);
    }

    @Override
    public Named withName(String name) {
        return new Named(name);
    }

    protected static void validate(String name) {
        if (name.isEmpty()) {
            throw new TopologyException("Name is illegal, it can't be empty");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new TopologyException("Name cannot be \".\" or \"..\"");
        }
        if (name.length() > MAX_NAME_LENGTH) {
            throw new TopologyException(
                    "Name is illegal, it can't be longer than " + MAX_NAME_LENGTH + " characters, name: " + name);
        }
        for (int i = 0; i < name.length(); i++) {
            if (!legal(name.charAt(i))) {
                throw new TopologyException("Name \"" + name
                        + "\" is illegal, it contains a character other than ASCII alphanumerics, '.', '_' and '-'");
            }
        }
    }

    private static boolean legal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '-';
    }
}
