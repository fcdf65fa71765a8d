package io.tailrace.common.config;

import io.tailrace.common.config.types.Password;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a user gave, text mostly, into the value of a key's type, and back. The accepted texts are Kafka's.
 *
 * <p><b>Threads:</b> stateless.
 */
final class ConfigValueParser {

    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");
    private static final String KAFKA_PACKAGE = "org.apache.kafka.";

    private ConfigValueParser() {}

    static @Nullable Object parse(String name, @Nullable Object value, ConfigDef.Type type) {
        if (value == null) {
            return null;
        }
        Object given = value instanceof String text ? text.trim() : value;
        try {
            Object parsed = switch (type) {
                case BOOLEAN -> toBoolean(given);
                case PASSWORD -> given instanceof String text ? new Password(text) : accept(given, Password.class);
                case STRING -> accept(given, String.class);
                case INT -> given instanceof String text ? Integer.valueOf(text) : accept(given, Integer.class);
                case SHORT -> given instanceof String text ? Short.valueOf(text) : accept(given, Short.class);
                case LONG -> toLong(given);
                case DOUBLE -> toDouble(given);
                case LIST -> toList(given);
                case CLASS -> given instanceof String text ? load(name, text) : accept(given, Class.class);
            };
            if (parsed == null) {
                throw mismatch(name, value, type);
            }
            return parsed;
        } catch (NumberFormatException e) {
            throw mismatch(name, value, type);
        }
    }

    private static ConfigException mismatch(String name, Object value, ConfigDef.Type type) {
        Object shown = type.isSensitive() ? Password.HIDDEN : value;
        String found = value instanceof String ? "" : " (" + value.getClass().getName() + ")";
        return new ConfigException(name, shown + found, "expected " + nameOf(type));
    }

    private static String nameOf(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN -> "true or false";
            case STRING -> "a string";
            case INT -> "a 32-bit integer";
            case SHORT -> "a 16-bit integer";
            case LONG -> "a 64-bit integer";
            case DOUBLE -> "a number";
            case LIST -> "a list or comma-separated string";
            case CLASS -> "a class or class name";
            case PASSWORD -> "a password";
        };
    }

    private static @Nullable Object accept(Object value, Class<?> type) {
        return type.isInstance(value) ? value : null;
    }

    private static @Nullable Object toBoolean(Object value) {
        if (value instanceof String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "true" -> true;
                case "false" -> false;
                default -> null;
            };
        }
        return accept(value, Boolean.class);
    }

    private static @Nullable Object toLong(Object value) {
        if (value instanceof Integer number) {
            return number.longValue();
        }
        return value instanceof String text ? Long.valueOf(text) : accept(value, Long.class);
    }

    private static @Nullable Object toDouble(Object value) {
        if (value instanceof Number number) {
            return number.doubleValue();
        }
        return value instanceof String text ? Double.valueOf(text) : null;
    }

    private static @Nullable Object toList(Object value) {
        if (value instanceof String text) {
            return text.isEmpty() ? List.of() : List.of(COMMA.split(text, -1));
        }
        return accept(value, List.class);
    }

    private static Class<?> load(String name, String className) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader loader = context == null ? ConfigValueParser.class.getClassLoader() : context;
        try {
            return Class.forName(className, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            String hint = className.startsWith(KAFKA_PACKAGE)
                    ? " (Kafka's classes have their counterparts under io.tailrace: try io.tailrace."
                            + className.substring(KAFKA_PACKAGE.length()) + ")"
                    : "";
            ConfigException failure =
                    new ConfigException(name, className, "Class " + className + " could not be found." + hint);
            failure.initCause(e);
            throw failure;
        }
    }

    static @Nullable String print(@Nullable Object value, ConfigDef.@Nullable Type type) {
        if (value == null) {
            return null;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(String::valueOf).collect(Collectors.joining(","));
        }
        if (type == ConfigDef.Type.CLASS && value instanceof Class<?> loaded) {
            return loaded.getName();
        }
        return value.toString();
    }
}
