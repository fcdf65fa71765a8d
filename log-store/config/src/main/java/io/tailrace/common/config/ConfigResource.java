package io.tailrace.common.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names what a configuration belongs to: a topic, a broker, a group …
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ConfigResource {

    /** The kinds of resource, with their number in the protocol. */
    public enum Type {
        UNKNOWN((byte) 0),
        TOPIC((byte) 2),
        BROKER((byte) 4),
        BROKER_LOGGER((byte) 8),
        CLIENT_METRICS((byte) 16),
        GROUP((byte) 32);

        private final byte id;

        Type(byte id) {
            this.id = id;
        }

        public byte id() {
            return id;
        }

        /** The type with that number, {@link #UNKNOWN} if there is none. */
        public static Type forId(byte id) {
            for (Type type : values()) {
                if (type.id == id) {
                    return type;
                }
            }
            return UNKNOWN;
        }
    }

    private final Type type;
    private final String name;

    /**
     * @param name the topic or group name or the broker id; empty for the default of all resources of that type
     */
    public ConfigResource(Type type, String name) {
        this.type = Objects.requireNonNull(type, "type");
        this.name = Objects.requireNonNull(name, "name");
    }

    public Type type() {
        return type;
    }

    public String name() {
        return name;
    }

    /** Whether this stands for all resources of its type. */
    public boolean isDefault() {
        return name.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigResource that && type == that.type && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return 31 * type.hashCode() + name.hashCode();
    }

    @Override
    public String toString() {
        return "ConfigResource(type=" + type + ", name='" + name + "')";
    }
}
