package io.tailrace.streams.kstream;

import io.tailrace.common.config.ConfigException;
import io.tailrace.common.serialization.Deserializer;
import io.tailrace.common.serialization.Serde;
import io.tailrace.common.serialization.Serializer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the inner serde of windowed serdes that are made by configuration. */
final class InnerSerdes {
    private static final String SERDE_KEY = "windowed.inner.class.serde";

    private InnerSerdes() {}

    @SuppressWarnings("unchecked") // the configuration says what the keys are
    static <T> Serializer<T> serializer(
            @Nullable Serializer<T> given, String classKey, Map<String, ?> configs, boolean isKey) {
        if (given != null) {
            return given;
        }
        if (configs.get(classKey) != null) {
            Serializer<T> made = make(configs.get(classKey), Serializer.class);
            made.configure(configs, isKey);
            return made;
        }
        Serde<T> serde = make(configs.get(SERDE_KEY), Serde.class);
        return serde.serializer();
    }

    @SuppressWarnings("unchecked") // the configuration says what the keys are
    static <T> Deserializer<T> deserializer(
            @Nullable Deserializer<T> given, String classKey, Map<String, ?> configs, boolean isKey) {
        if (given != null) {
            return given;
        }
        if (configs.get(classKey) != null) {
            Deserializer<T> made = make(configs.get(classKey), Deserializer.class);
            made.configure(configs, isKey);
            return made;
        }
        Serde<T> serde = make(configs.get(SERDE_KEY), Serde.class);
        return serde.deserializer();
    }

    private static <T> T make(@Nullable Object named, Class<T> type) {
        if (named == null) {
            throw new IllegalArgumentException("Inner class serde class should be set either through the windowed"
                    + " serde constructor or the " + SERDE_KEY + " config");
        }
        if (type.isInstance(named)) {
            return type.cast(named);
        }
        try {
            Class<?> made = named instanceof Class<?> given
                    ? given
                    : Class.forName(
                            named.toString(), true, Thread.currentThread().getContextClassLoader());
            return type.cast(made.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(SERDE_KEY, named, "Expected a class that implements " + type.getName());
        }
    }
}
