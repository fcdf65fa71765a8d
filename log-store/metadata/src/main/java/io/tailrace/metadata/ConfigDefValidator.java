package io.tailrace.metadata;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.common.config.ConfigValue;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Validates overrides with one {@link ConfigDef} a type of resource. */
final class ConfigDefValidator implements ConfigValidator {

    private final Map<ConfigResource.Type, ConfigDef> definitions;

    ConfigDefValidator(Map<ConfigResource.Type, ConfigDef> definitions) {
        this.definitions = Map.copyOf(definitions);
    }

    @Override
    public Set<String> keys(ConfigResource.Type type) {
        ConfigDef definition = definitions.get(type);
        return definition == null ? Set.of() : definition.names();
    }

    @Override
    public boolean isList(ConfigResource.Type type, String key) {
        ConfigDef.ConfigKey definition = key(type, key);
        return definition != null && definition.type == ConfigDef.Type.LIST;
    }

    @Override
    public @Nullable String defaultValue(ConfigResource.Type type, String key) {
        ConfigDef.ConfigKey definition = key(type, key);
        return definition == null || !definition.hasDefault()
                ? null
                : ConfigDef.convertToString(definition.defaultValue, definition.type);
    }

    @Override
    public @Nullable String problem(ConfigResource.Type type, Map<String, String> overrides) {
        ConfigDef definition = definitions.get(type);
        if (definition == null) {
            return overrides.isEmpty() ? null : "a " + type + " resource has no configuration here";
        }
        for (String key : overrides.keySet()) {
            if (!definition.names().contains(key)) {
                return definition.unknownKeyMessage(key);
            }
        }
        for (ConfigValue value : definition.validateAll(overrides).values()) {
            // Keys that are not overridden cannot be wrong here, even if they are required elsewhere.
            if (overrides.containsKey(value.name()) && !value.errorMessages().isEmpty()) {
                return value.errorMessages().get(0);
            }
        }
        return null;
    }

    private ConfigDef.@Nullable ConfigKey key(ConfigResource.Type type, String key) {
        ConfigDef definition = definitions.get(type);
        return definition == null ? null : definition.configKeys().get(key);
    }
}
