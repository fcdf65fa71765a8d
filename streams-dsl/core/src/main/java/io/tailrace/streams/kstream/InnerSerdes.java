package io.tailrace.streams.kstream;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the inner serde of windowed serdes that are made by configuration. The configuration names a {@link Serde} class, or the class
 * of the serializer or deserializer itself.
 */
final class InnerSerdes {
    private static final String SERDE_KEY = "windowed.inner.class.serde";

    private InnerSerdes() {}

    @SuppressWarnings("unchecked") // the configuration says what the keys are
    static <T> Serializer<T> serializer(
            @Nullable Serializer<T> given, String classKey, Map<String, ?> configs, boolean isKey) {
        Serializer<T> made = configured(classKey, configs, Serializer.class, Serde::serializer);
        return chosen(given, made, "serializer", "constructor", classKey, configs, isKey);
    }

    @SuppressWarnings("unchecked") // the configuration says what the keys are
    static <T> Deserializer<T> deserializer(
            @Nullable Deserializer<T> given, String classKey, Map<String, ?> configs, boolean isKey) {
        Deserializer<T> made = configured(classKey, configs, Deserializer.class, Serde::deserializer);
        return chosen(given, made, "deserializer", " constructor", classKey, configs, isKey);
    }

    private static <S> S chosen(
            @Nullable S given,
            @Nullable S made,
            String what,
            String constructor,
            String classKey,
            Map<String, ?> configs,
            boolean isKey) {
        if (given != null) {
            if (made != null && given.getClass() != made.getClass()) {
                throw new IllegalArgumentException("Inner class " + what + " set using constructor ("
                        + given.getClass().getName() + ") is different from the one set in " + keyOf(classKey, configs)
                        + " config (" + made.getClass().getName() + ").");
            }
            return given;
        }
        if (made == null) {
            throw new IllegalArgumentException("Inner class " + what + " should be set either via " + constructor
                    + " or via the " + classKey + " config");
        }
        if (made instanceof Serializer<?> serializer) {
            serializer.configure(configs, isKey);
        } else if (made instanceof Deserializer<?> deserializer) {
            deserializer.configure(configs, isKey);
        }
        return made;
    }

    private static String keyOf(String classKey, Map<String, ?> configs) {
        return configs.get(classKey) == null ? SERDE_KEY : classKey;
    }

    @SuppressWarnings("rawtypes") // a class that the configuration names
    private static <S> @Nullable S configured(
            String classKey, Map<String, ?> configs, Class<S> type, Function<Serde<?>, ?> part) {
        String key = keyOf(classKey, configs);
        Object named = configs.get(key);
        if (named == null) {
            return null;
        }
        Object made = instance(key, named);
        if (made instanceof Serde<?> serde) {
            made = part.apply(serde);
        }
        if (!type.isInstance(made)) {
            throw new ConfigException(
                    key, named, "Expected a class that implements " + Serde.class.getName() + " or " + type.getName());
        }
        return type.cast(made);
    }

    private static Object instance(String key, Object named) {
        if (named instanceof Serde || named instanceof Serializer || named instanceof Deserializer) {
            return named;
        }
        try {
            Class<?> type = named instanceof Class<?> given
                    ? given
                    : Class.forName(
                            named.toString(), true, Thread.currentThread().getContextClassLoader());
            return type.getDeclaredConstructor().newInstance();
        } catch (ClassNotFoundException e) {
            throw new ConfigException(key, named, "Serde class " + named + " could not be found.");
        } catch (ReflectiveOperationException e) {
            throw new ConfigException(key, named, "Serde class " + named + " could not be instantiated: " + e);
        }
    }

    /** @throws NullPointerException if the wrapper was made without its inner serde and not configured */
    static <S> S required(@Nullable S inner, String what, Object wrapper) {
        if (inner == null) {
            throw new NullPointerException("Inner " + what + " is `null`. User code must use constructor `"
                    + wrapper.getClass().getSimpleName() + "(final "
                    + Character.toUpperCase(what.charAt(0)) + what.substring(1)
                    + "<T> inner)` instead of the no-arg constructor.");
        }
        return inner;
    }
}
