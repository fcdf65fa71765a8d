package io.tailrace.broker.topic;

import org.jspecify.annotations.Nullable;

/** What a topic may be called: Kafka's rules, which keep names usable as directory names. */
public final class TopicNames {

    private static final int MAX_LENGTH = 249;

    private TopicNames() {}

    /** What is wrong with a name, as a message for the user; null if nothing is. */
    public static @Nullable String problem(String name) {
        if (name.isEmpty() || name.length() > MAX_LENGTH) {
            return "expected a topic name of 1 to " + MAX_LENGTH + " characters, actual " + name.length();
        }
        if (name.equals(".") || name.equals("..")) {
            return "expected a topic name other than '.' and '..'";
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean allowed = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '_'
                    || c == '-';
            if (!allowed) {
                return "expected a topic name of letters, digits, '.', '_' and '-', actual '" + name + "'";
            }
        }
        return null;
    }
}
