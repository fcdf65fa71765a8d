package io.tailrace.metadata;

import io.tailrace.protocol.ErrorCode;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which names topics may have: 1 to 249 characters of {@code a-z A-Z 0-9 . _ -}, not {@code .} or {@code ..}, because
 * the name is that of a directory. Names that differ only in {@code .} and {@code _} collide, because metrics do not
 * tell these apart.
 */
final class TopicNames {

    static final int MAX_CHARS = 249;

    private TopicNames() {}

    static void requireValid(String name) {
        String problem = problem(name);
        if (problem != null) {
            throw new MetadataRejectedException(ErrorCode.INVALID_TOPIC_EXCEPTION, "Topic name is invalid: " + problem);
        }
    }

    private static @Nullable String problem(String name) {
        if (name.isEmpty()) {
            return "it must not be empty";
        }
        if (name.equals(".") || name.equals("..")) {
            return "it must not be \".\" or \"..\"";
        }
        if (name.length() > MAX_CHARS) {
            return "expected at most " + MAX_CHARS + " characters, actual=" + name.length();
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean legal = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!legal) {
                return "expected letters, digits, '.', '_' and '-', actual character "
                        + String.format("U+%04X", (int) c) + " at position " + i;
            }
        }
        return null;
    }

    static void requireNoCollision(String name, Collection<String> others) {
        if (name.indexOf('.') < 0 && name.indexOf('_') < 0) {
            return;
        }
        String folded = fold(name);
        for (String other : others) {
            if (!other.equals(name) && fold(other).equals(folded)) {
                throw new MetadataRejectedException(
                        ErrorCode.INVALID_TOPIC_EXCEPTION,
                        "Topic '" + name + "' collides with existing topic: " + other);
            }
        }
    }

    private static String fold(String name) {
        return name.replace('.', '_');
    }
}
