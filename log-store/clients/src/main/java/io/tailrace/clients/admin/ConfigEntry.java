package io.tailrace.clients.admin;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One setting of a resource.
 *
 * @param value null where it has none or is secret
 */
public record ConfigEntry(
        String name,
        @Nullable String value,
        ConfigSource source,
        boolean isSensitive,
        boolean isReadOnly,
        List<ConfigSynonym> synonyms,
        ConfigType type,
        @Nullable String documentation) {

    /** Where a value comes from; {@code id} is its number on the wire. */
    public enum ConfigSource {
        DYNAMIC_TOPIC_CONFIG(1),
        DYNAMIC_BROKER_LOGGER_CONFIG(6),
        DYNAMIC_BROKER_CONFIG(2),
        DYNAMIC_DEFAULT_BROKER_CONFIG(3),
        DYNAMIC_CLIENT_METRICS_CONFIG(7),
        DYNAMIC_GROUP_CONFIG(8),
        STATIC_BROKER_CONFIG(4),
        DEFAULT_CONFIG(5),
        UNKNOWN(0);

        private final int id;

        ConfigSource(int id) {
            this.id = id;
        }

        static ConfigSource forId(int id) {
            for (ConfigSource source : values()) {
                if (source.id == id) {
                    return source;
                }
            }
            return UNKNOWN;
        }
    }

    /** What kind of value a key takes; the order is that of the numbers on the wire. */
    public enum ConfigType {
        UNKNOWN,
        BOOLEAN,
        STRING,
        INT,
        SHORT,
        LONG,
        DOUBLE,
        LIST,
        CLASS,
        PASSWORD;

        static ConfigType forId(int id) {
            return id >= 0 && id < values().length ? values()[id] : UNKNOWN;
        }
    }

    /** A key that the value may also come from, in the order in which they count. */
    public record ConfigSynonym(String name, @Nullable String value, ConfigSource source) {}

    public ConfigEntry(String name, @Nullable String value) {
        this(name, value, ConfigSource.UNKNOWN, false, false, List.of(), ConfigType.UNKNOWN, null);
    }

    /** Whether nobody has set it. */
    public boolean isDefault() {
        return source == ConfigSource.DEFAULT_CONFIG;
    }

    @Override
    public String toString() {
        return "ConfigEntry(name=" + name + ", value=" + (isSensitive ? "hidden" : value) + ", source=" + source + ")";
    }
}
