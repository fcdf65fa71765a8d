package io.tailrace.common.config;

import io.tailrace.common.Configurable;
import io.tailrace.common.KafkaException;
import io.tailrace.common.config.types.Password;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A validated configuration: typed values of the declared keys, and the originals for plugins that have keys of their
 * own. Which keys anybody asked for is noted, so that {@link #ensureNoUnknownKeys} can tell a mistyped key from one that
 * is meant for a plugin.
 *
 * <p><b>Threads:</b> safe to share; the values do not change.
 */
public class AbstractConfig {

    private final ConfigDef definition;
    private final Map<String, Object> originals;
    private final Map<String, Object> values;
    private final Set<String> used = ConcurrentHashMap.newKeySet();

    /** @throws ConfigException for the first declared key that is missing or wrong */
    public AbstractConfig(ConfigDef definition, Map<?, ?> originals) {
        this.definition = definition;
        this.originals = named(originals);
        this.values = definition.parse(this.originals);
        // Overridable on purpose: the hook through which Kafka's configurations derive values from each other.
        Map<String, Object> changes = postProcessParsedConfig(Collections.unmodifiableMap(values));
        changes.forEach((name, value) -> values.put(name, value));
    }

    /** As {@link #AbstractConfig(ConfigDef, Map)}; nothing is logged either way. */
    public AbstractConfig(ConfigDef definition, Map<?, ?> originals, boolean doLog) {
        this(definition, originals);
    }

    private static Map<String, Object> named(Map<?, ?> originals) {
        Map<String, Object> named = new HashMap<>();
        originals.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new ConfigException(String.valueOf(key), value, "expected a configuration key that is a string");
            }
            named.put(name, value);
        });
        return named;
    }

    /** Returns values that replace parsed ones; called once, from the constructor. */
    protected Map<String, Object> postProcessParsedConfig(Map<String, Object> parsedValues) {
        return Map.of();
    }

    protected @Nullable Object get(String key) {
        if (!values.containsKey(key)) {
            throw new ConfigException(definition.unknownKeyMessage(key));
        }
        used.add(key);
        return values.get(key);
    }

    public Short getShort(String key) {
        return (Short) get(key);
    }

    public Integer getInt(String key) {
        return (Integer) get(key);
    }

    public Long getLong(String key) {
        return (Long) get(key);
    }

    public Double getDouble(String key) {
        return (Double) get(key);
    }

    @SuppressWarnings("unchecked") // the parser made it a list of strings
    public List<String> getList(String key) {
        return (List<String>) get(key);
    }

    public Boolean getBoolean(String key) {
        return (Boolean) get(key);
    }

    public @Nullable String getString(String key) {
        return (String) get(key);
    }

    public @Nullable Password getPassword(String key) {
        return (Password) get(key);
    }

    public @Nullable Class<?> getClass(String key) {
        return (Class<?>) get(key);
    }

    /** The type a key was declared with, or null. */
    public ConfigDef.@Nullable Type typeOf(String key) {
        ConfigDef.ConfigKey declared = definition.configKeys().get(key);
        return declared == null ? null : declared.type;
    }

    /** The documentation a key was declared with, or null. */
    public @Nullable String documentationOf(String key) {
        ConfigDef.ConfigKey declared = definition.configKeys().get(key);
        return declared == null ? null : declared.documentation;
    }

    /** Declares that a key was used, so that it counts as known. */
    public void ignore(String key) {
        used.add(key);
    }

    /** The given keys that nobody asked for. */
    public Set<String> unused() {
        Set<String> unused = new HashSet<>(originals.keySet());
        unused.removeAll(used);
        return unused;
    }

    /**
     * Refuses keys that are not declared, have no open prefix, and that no plugin has asked for until now. Call it when
     * every plugin is configured.
     *
     * @throws ConfigException that names the nearest declared key
     */
    public void ensureNoUnknownKeys() {
        List<String> unknown = definition.unknownKeys(originals.keySet());
        unknown.removeAll(used);
        if (!unknown.isEmpty()) {
            throw new ConfigException(definition.unknownKeyMessage(unknown.get(0)));
        }
    }

    /** What the user gave; reading a key of this copy counts as using it. */
    public Map<String, Object> originals() {
        return new UsageTrackingMap(originals, used);
    }

    /** {@link #originals()} with some keys replaced. */
    public Map<String, Object> originals(Map<String, Object> overrides) {
        Map<String, Object> merged = new HashMap<>(originals);
        merged.putAll(overrides);
        return new UsageTrackingMap(merged, used);
    }

    /** What the user gave, all of which must be text. */
    public Map<String, String> originalsStrings() {
        Map<String, String> strings = new HashMap<>();
        originals.forEach((key, value) -> {
            if (!(value instanceof String text)) {
                throw new ClassCastException("expected a string, actual=" + value + ", key=" + key);
            }
            strings.put(key, text);
        });
        return strings;
    }

    public Map<String, Object> originalsWithPrefix(String prefix) {
        return originalsWithPrefix(prefix, true);
    }

    /** The given keys that start with {@code prefix}, with or without it. */
    public Map<String, Object> originalsWithPrefix(String prefix, boolean strip) {
        Map<String, Object> result = new HashMap<>();
        originals.forEach((key, value) -> {
            if (key.startsWith(prefix) && key.length() > prefix.length()) {
                used.add(key);
                result.put(strip ? key.substring(prefix.length()) : key, value);
            }
        });
        return result;
    }

    /** The typed values, with those replaced that were also given under {@code prefix}. */
    public Map<String, Object> valuesWithPrefixOverride(String prefix) {
        Map<String, Object> result = new HashMap<>(values);
        originalsWithPrefix(prefix).forEach((name, value) -> {
            ConfigDef.ConfigKey declared = definition.configKeys().get(name);
            if (declared != null) {
                result.put(name, definition.valueOf(declared, Map.of(name, value)));
            }
        });
        return result;
    }

    /** The typed values of the declared keys. */
    public Map<String, ?> values() {
        return Collections.unmodifiableMap(values);
    }

    /** Makes an instance of the class that a key names and configures it; null if the key is null. */
    public <T> @Nullable T getConfiguredInstance(String key, Class<T> type) {
        return getConfiguredInstance(key, type, Map.of());
    }

    public <T> @Nullable T getConfiguredInstance(String key, Class<T> type, Map<String, Object> overrides) {
        Class<?> named = getClass(key);
        return named == null ? null : instance(key, named, type, overrides);
    }

    public <T> List<T> getConfiguredInstances(String key, Class<T> type) {
        return getConfiguredInstances(key, type, Map.of());
    }

    /** Makes an instance of every class that a list names and configures each. */
    public <T> List<T> getConfiguredInstances(String key, Class<T> type, Map<String, Object> overrides) {
        List<?> named = (List<?>) get(key);
        List<T> instances = new ArrayList<>();
        if (named == null) {
            return instances;
        }
        try {
            for (Object element : named) {
                Class<?> loaded = (Class<?>) ConfigValueParser.parse(key, element, ConfigDef.Type.CLASS);
                instances.add(instance(key, Objects.requireNonNull(loaded), type, overrides));
            }
            return instances;
        } catch (RuntimeException e) {
            closeAll(instances, e);
            throw e;
        }
    }

    private static void closeAll(List<?> instances, RuntimeException cause) {
        for (Object instance : instances) {
            if (instance instanceof AutoCloseable closeable) {
                try {
                    closeable.close();
                } catch (Exception e) {
                    cause.addSuppressed(e);
                }
            }
        }
    }

    private <T> T instance(String key, Class<?> named, Class<T> type, Map<String, Object> overrides) {
        if (!type.isAssignableFrom(named)) {
            throw new ConfigException(key, named.getName(), "expected a class that implements " + type.getName());
        }
        Object instance;
        try {
            instance = named.getDeclaredConstructor().newInstance();
        } catch (InvocationTargetException e) {
            throw new KafkaException("constructor of " + named.getName() + " failed, key=" + key, e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new KafkaException(
                    "expected a class with a public constructor without arguments, actual=" + named.getName() + ", key="
                            + key,
                    e);
        }
        if (instance instanceof Configurable configurable) {
            configurable.configure(originals(overrides));
        }
        return type.cast(instance);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AbstractConfig that && originals.equals(that.originals);
    }

    @Override
    public int hashCode() {
        return originals.hashCode();
    }

    /** The typed values in the order of their names; passwords are hidden. */
    @Override
    public String toString() {
        return getClass().getSimpleName() + new TreeMap<>(values);
    }
}
