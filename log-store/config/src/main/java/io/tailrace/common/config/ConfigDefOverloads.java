package io.tailrace.common.config;

import io.tailrace.common.config.ConfigDef.Importance;
import io.tailrace.common.config.ConfigDef.Recommender;
import io.tailrace.common.config.ConfigDef.Validator;
import io.tailrace.common.config.ConfigDef.Width;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The shorter ways to declare a key, apart from {@link ConfigDef} so that it shows its one canonical method.
 *
 * <p><b>Threads:</b> as {@link ConfigDef}.
 */
abstract class ConfigDefOverloads {

    ConfigDefOverloads() {}

    /**
     * Declares a key.
     *
     * @param defaultValue value of a missing key; {@link ConfigDef#NO_DEFAULT_VALUE} makes the key mandatory
     * @param validator bounds of the value, also checked on the default
     * @param alternativeString what the reference shows in place of a default that depends on the machine
     */
    public abstract ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName,
            List<String> dependents,
            @Nullable Recommender recommender,
            @Nullable String alternativeString);

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName,
            List<String> dependents,
            @Nullable Recommender recommender) {
        return define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                group,
                orderInGroup,
                width,
                displayName,
                dependents,
                recommender,
                null);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName,
            List<String> dependents) {
        return define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                group,
                orderInGroup,
                width,
                displayName,
                dependents,
                null);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName,
            @Nullable Recommender recommender) {
        return define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                group,
                orderInGroup,
                width,
                displayName,
                List.of(),
                recommender);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName) {
        return define(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                group,
                orderInGroup,
                width,
                displayName,
                List.of());
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName) {
        return define(
                name, type, defaultValue, null, importance, documentation, group, orderInGroup, width, displayName);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            Importance importance,
            @Nullable String documentation,
            @Nullable String group,
            int orderInGroup,
            Width width,
            String displayName) {
        return define(
                name,
                type,
                ConfigDef.NO_DEFAULT_VALUE,
                importance,
                documentation,
                group,
                orderInGroup,
                width,
                displayName);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation) {
        return define(name, type, defaultValue, validator, importance, documentation, null, -1, Width.NONE, name);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            Importance importance,
            @Nullable String documentation) {
        return define(name, type, defaultValue, null, importance, documentation);
    }

    public ConfigDef define(
            String name,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            Importance importance,
            @Nullable String documentation,
            @Nullable String alternativeString) {
        return define(
                name,
                type,
                defaultValue,
                null,
                importance,
                documentation,
                null,
                -1,
                Width.NONE,
                name,
                List.of(),
                null,
                alternativeString);
    }

    /** Declares a mandatory key. */
    public ConfigDef define(String name, ConfigDef.Type type, Importance importance, @Nullable String documentation) {
        return define(name, type, ConfigDef.NO_DEFAULT_VALUE, null, importance, documentation);
    }
}
