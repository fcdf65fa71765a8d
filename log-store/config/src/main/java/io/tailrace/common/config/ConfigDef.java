package io.tailrace.common.config;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A set of configuration keys, each declared once with type, default, unit, bounds, importance and documentation. From
 * that declaration come parsing, validation, the hint for a mistyped key ({@link #nearestKey}) and the reference table
 * ({@link #toMarkdown}). The public shape is Kafka's {@code ConfigDef}; {@link #parse} is as lenient about unknown keys
 * as Kafka's, {@link #parseStrictly} is not.
 *
 * <p>Member types are here and not in files of their own because programs import them as members.
 *
 * <p><b>Threads:</b> build it in one thread; once built it is only read and may be shared.
 */
public class ConfigDef extends ConfigDefOverloads {

    /** Marks a key that has no default and must be given. */
    public static final Object NO_DEFAULT_VALUE = new Object();

    private final Map<String, ConfigKey> keys = new LinkedHashMap<>();
    private final Set<String> groups = new LinkedHashSet<>();
    private final Set<String> openPrefixes = new LinkedHashSet<>();

    public ConfigDef() {}

    public ConfigDef(ConfigDef base) {
        keys.putAll(base.keys);
        groups.addAll(base.groups);
        openPrefixes.addAll(base.openPrefixes);
    }

    @Override
    public ConfigDef define(
            String name,
            Type type,
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
            @Nullable String alternativeString) {
        return define(new ConfigKey(
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
                false,
                alternativeString));
    }

    /** Declares a key; every other {@code define} ends here. */
    public ConfigDef define(ConfigKey key) {
        if (keys.putIfAbsent(key.name, key) != null) {
            throw new ConfigException("configuration key is declared twice, key=" + key.name);
        }
        if (key.group != null) {
            groups.add(key.group);
        }
        return this;
    }

    /** Declares a key that works but is not part of the reference. */
    public ConfigDef defineInternal(String name, Type type, @Nullable Object defaultValue, Importance importance) {
        return defineInternal(name, type, defaultValue, null, importance, null);
    }

    /** Declares a key that works but is not part of the reference. */
    public ConfigDef defineInternal(
            String name,
            Type type,
            @Nullable Object defaultValue,
            @Nullable Validator validator,
            Importance importance,
            @Nullable String documentation) {
        return define(new ConfigKey(
                name,
                type,
                defaultValue,
                validator,
                importance,
                documentation,
                null,
                -1,
                Width.NONE,
                name,
                List.of(),
                null,
                true,
                null));
    }

    /** States the unit of a key whose name does not end in it. */
    public ConfigDef unit(String name, Unit unit) {
        ConfigKey key = keys.get(name);
        if (key == null) {
            throw new ConfigException(unknownKeyMessage(name));
        }
        keys.put(name, key.withUnit(unit));
        return this;
    }

    /** Lets keys that start with {@code prefix} pass undeclared: they are meant for somebody else. */
    public ConfigDef allowPrefix(String prefix) {
        openPrefixes.add(prefix);
        return this;
    }

    public Set<String> names() {
        return Collections.unmodifiableSet(keys.keySet());
    }

    public Map<String, ConfigKey> configKeys() {
        return Collections.unmodifiableMap(keys);
    }

    public List<String> groups() {
        return List.copyOf(groups);
    }

    /** Defaults by key, without the keys that have none. */
    public Map<String, Object> defaultValues() {
        Map<String, Object> defaults = new HashMap<>();
        keys.forEach((name, key) -> {
            if (key.hasDefault()) {
                defaults.put(name, key.defaultValue);
            }
        });
        return defaults;
    }

    /**
     * Reads and validates every declared key; other keys are ignored, as in Kafka.
     *
     * @return a value for every declared key
     * @throws ConfigException for the first key that is missing or wrong
     */
    public Map<String, Object> parse(Map<?, ?> properties) {
        Map<String, Object> values = new HashMap<>();
        for (ConfigKey key : keys.values()) {
            values.put(key.name, valueOf(key, properties));
        }
        return values;
    }

    /** As {@link #parse}, but a key that is neither declared nor covered by an open prefix is an error. */
    public Map<String, Object> parseStrictly(Map<?, ?> properties) {
        List<String> unknown = unknownKeys(properties.keySet());
        if (!unknown.isEmpty()) {
            throw new ConfigException(unknownKeyMessage(unknown.get(0)));
        }
        return parse(properties);
    }

    @Nullable
    Object valueOf(ConfigKey key, Map<?, ?> properties) {
        Object value;
        if (properties.containsKey(key.name)) {
            value = ConfigValueParser.parse(key.name, properties.get(key.name), key.type);
        } else if (key.hasDefault()) {
            value = key.defaultValue;
        } else {
            throw new ConfigException("Missing required configuration \"" + key.name
                    + "\" which has no default value: expected " + key.expectation());
        }
        if (key.validator != null) {
            key.validator.ensureValid(key.name, value);
        }
        return value;
    }

    /** The keys of {@code names} that nothing here declares or lets pass, in alphabetical order. */
    public List<String> unknownKeys(Collection<?> names) {
        List<String> unknown = new ArrayList<>();
        for (Object name : names) {
            String key = String.valueOf(name);
            if (!keys.containsKey(key) && openPrefixes.stream().noneMatch(key::startsWith)) {
                unknown.add(key);
            }
        }
        Collections.sort(unknown);
        return unknown;
    }

    /** The declared key that {@code name} was probably meant to be; null if none is similar. */
    public @Nullable String nearestKey(String name) {
        return NearestKey.of(name, keys.keySet());
    }

    /** What to tell the user who gave {@code name}. */
    public String unknownKeyMessage(String name) {
        String nearest = nearestKey(name);
        return "unknown configuration key, key=" + name + (nearest == null ? "" : "; did you mean '" + nearest + "'?");
    }

    /** Checks every declared key and collects what is wrong with each, in place of throwing at the first. */
    public List<ConfigValue> validate(Map<String, String> properties) {
        return new ArrayList<>(validateAll(properties).values());
    }

    /** As {@link #validate}, by key. */
    public Map<String, ConfigValue> validateAll(Map<String, String> properties) {
        Map<String, ConfigValue> results = new LinkedHashMap<>();
        Map<String, Object> parsed = new HashMap<>();
        for (ConfigKey key : keys.values()) {
            ConfigValue result = new ConfigValue(key.name);
            try {
                Object value = valueOf(key, properties);
                result.value(value);
                parsed.put(key.name, value);
            } catch (ConfigException e) {
                result.addErrorMessage(String.valueOf(e.getMessage()));
            }
            results.put(key.name, result);
        }
        for (ConfigKey key : keys.values()) {
            if (key.recommender != null) {
                ConfigValue result = Objects.requireNonNull(results.get(key.name));
                result.recommendedValues(key.recommender.validValues(key.name, parsed));
                result.visible(key.recommender.visible(key.name, parsed));
            }
        }
        return results;
    }

    /** Reads one value; text is trimmed first. */
    public static @Nullable Object parseType(String name, @Nullable Object value, Type type) {
        return ConfigValueParser.parse(name, value, type);
    }

    /** The text that {@link #parseType} reads as {@code parsedValue}; passwords stay hidden. */
    public static @Nullable String convertToString(@Nullable Object parsedValue, @Nullable Type type) {
        return ConfigValueParser.print(parsedValue, type);
    }

    /** The reference as a Markdown table, most important keys first. */
    public String toMarkdown() {
        return ConfigReference.markdown(keys.values());
    }

    /** The kinds of value. */
    public enum Type {
        BOOLEAN,
        STRING,
        INT,
        SHORT,
        LONG,
        DOUBLE,
        LIST,
        CLASS,
        PASSWORD;

        public boolean isSensitive() {
            return this == PASSWORD;
        }
    }

    /** How likely a user is to set a key. */
    public enum Importance {
        HIGH,
        MEDIUM,
        LOW
    }

    /** How wide an input field for the value should be. */
    public enum Width {
        NONE,
        SHORT,
        MEDIUM,
        LONG
    }

    /** Bounds of a value. */
    @FunctionalInterface
    public interface Validator {
        /**
         * @param value the parsed value, null where the key has a null default
         * @throws ConfigException if the value is out of bounds
         */
        void ensureValid(String name, @Nullable Object value);
    }

    /** Suggests values that depend on the other keys. */
    public interface Recommender {
        List<Object> validValues(String name, Map<String, Object> parsedConfig);

        boolean visible(String name, Map<String, Object> parsedConfig);
    }

    /** One declared key. */
    public static class ConfigKey {
        public final String name;
        public final Type type;
        public final @Nullable String documentation;
        public final @Nullable Object defaultValue;
        public final @Nullable Validator validator;
        public final Importance importance;
        public final @Nullable String group;
        public final int orderInGroup;
        public final Width width;
        public final String displayName;
        public final List<String> dependents;
        public final @Nullable Recommender recommender;
        public final boolean internalConfig;
        public final @Nullable String alternativeString;
        public final Unit unit;

        public ConfigKey(
                String name,
                Type type,
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
                boolean internalConfig) {
            this(
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
                    internalConfig,
                    null);
        }

        ConfigKey(
                String name,
                Type type,
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
                boolean internalConfig,
                @Nullable String alternativeString) {
            this.name = name;
            this.type = type;
            this.defaultValue = defaultValue == NO_DEFAULT_VALUE
                    ? NO_DEFAULT_VALUE
                    : ConfigValueParser.parse(name, defaultValue, type);
            this.validator = validator;
            this.importance = importance;
            this.documentation = documentation;
            this.group = group;
            this.orderInGroup = orderInGroup;
            this.width = width;
            this.displayName = displayName;
            this.dependents = List.copyOf(dependents);
            this.recommender = recommender;
            this.internalConfig = internalConfig;
            this.alternativeString = alternativeString;
            this.unit = Unit.impliedBy(name, type);
            if (validator != null && hasDefault()) {
                validator.ensureValid(name, this.defaultValue);
            }
        }

        private ConfigKey(ConfigKey base, Unit unit) {
            this.name = base.name;
            this.type = base.type;
            this.defaultValue = base.defaultValue;
            this.validator = base.validator;
            this.importance = base.importance;
            this.documentation = base.documentation;
            this.group = base.group;
            this.orderInGroup = base.orderInGroup;
            this.width = base.width;
            this.displayName = base.displayName;
            this.dependents = base.dependents;
            this.recommender = base.recommender;
            this.internalConfig = base.internalConfig;
            this.alternativeString = base.alternativeString;
            this.unit = unit;
        }

        ConfigKey withUnit(Unit newUnit) {
            return new ConfigKey(this, newUnit);
        }

        String expectation() {
            return "a " + type.name().toLowerCase(Locale.ROOT) + (validator == null ? "" : " " + validator);
        }

        public boolean hasDefault() {
            return defaultValue != NO_DEFAULT_VALUE;
        }

        public Type type() {
            return type;
        }
    }

    /** A number within inclusive bounds. */
    public static class Range implements Validator {
        private final @Nullable Number min;
        private final @Nullable Number max;

        private Range(@Nullable Number min, @Nullable Number max) {
            this.min = min;
            this.max = max;
        }

        public static Range atLeast(Number min) {
            return new Range(min, null);
        }

        public static Range between(Number min, Number max) {
            return new Range(min, max);
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (!(value instanceof Number number)) {
                throw new ConfigException(name, value, "expected a number in " + this);
            }
            if (min != null && number.doubleValue() < min.doubleValue()) {
                throw new ConfigException(name, value, "Value must be at least " + min);
            }
            if (max != null && number.doubleValue() > max.doubleValue()) {
                throw new ConfigException(name, value, "Value must be no more than " + max);
            }
        }

        @Override
        public String toString() {
            return "[" + (min == null ? "" : min + ",") + "..." + (max == null ? "" : "," + max) + "]";
        }
    }

    /** One of several texts. */
    public static class ValidString implements Validator {
        private final List<String> accepted;

        private ValidString(List<String> accepted) {
            this.accepted = accepted;
        }

        public static ValidString in(String... accepted) {
            return new ValidString(List.of(accepted));
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (!(value instanceof String text) || !accepted.contains(text)) {
                throw new ConfigException(name, value, "String must be one of: " + String.join(", ", accepted));
            }
        }

        @Override
        public String toString() {
            return "[" + String.join(", ", accepted) + "]";
        }
    }

    /** One of several texts, upper and lower case alike. */
    public static class CaseInsensitiveValidString implements Validator {
        private final List<String> accepted;

        private CaseInsensitiveValidString(List<String> accepted) {
            this.accepted = accepted;
        }

        public static CaseInsensitiveValidString in(String... accepted) {
            return new CaseInsensitiveValidString(
                    Arrays.stream(accepted).map(s -> s.toUpperCase(Locale.ROOT)).toList());
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (!(value instanceof String text) || !accepted.contains(text.toUpperCase(Locale.ROOT))) {
                throw new ConfigException(
                        name, value, "String must be one of (case insensitive): " + String.join(", ", accepted));
            }
        }

        @Override
        public String toString() {
            return "(case insensitive) [" + String.join(", ", accepted) + "]";
        }
    }

    /** A list without duplicates, its elements bounded to some texts or free. */
    public static class ValidList implements Validator {
        private final List<String> accepted;
        private final boolean mayBeEmpty;
        private final boolean mayBeNull;

        private ValidList(List<String> accepted, boolean mayBeEmpty, boolean mayBeNull) {
            this.accepted = accepted;
            this.mayBeEmpty = mayBeEmpty;
            this.mayBeNull = mayBeNull;
        }

        public static ValidList anyNonDuplicateValues(boolean isEmptyAllowed, boolean isNullAllowed) {
            return new ValidList(List.of(), isEmptyAllowed, isNullAllowed);
        }

        public static ValidList in(String... accepted) {
            return new ValidList(List.of(accepted), true, false);
        }

        public static ValidList in(boolean isEmptyAllowed, String... accepted) {
            return new ValidList(List.of(accepted), isEmptyAllowed, false);
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value == null && mayBeNull) {
                return;
            }
            if (!(value instanceof List<?> list)) {
                throw new ConfigException(name, value, "expected a list " + this);
            }
            boolean valid = (mayBeEmpty || !list.isEmpty())
                    && new LinkedHashSet<>(list).size() == list.size()
                    && list.stream().allMatch(e -> e instanceof String text && !text.isEmpty())
                    && (accepted.isEmpty() || accepted.containsAll(list));
            if (!valid) {
                throw new ConfigException(name, value, "expected a list " + this);
            }
        }

        @Override
        public String toString() {
            return (mayBeEmpty ? "" : "non-empty ")
                    + (accepted.isEmpty() ? "without duplicates" : "of [" + String.join(", ", accepted) + "]")
                    + (mayBeNull ? " or null" : "");
        }
    }

    /** A list of bounded length. */
    public static class ListSize implements Validator {
        private final int maxSize;

        private ListSize(int maxSize) {
            this.maxSize = maxSize;
        }

        public static ListSize atMostOfSize(int maxSize) {
            return new ListSize(maxSize);
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value instanceof List<?> list && list.size() > maxSize) {
                throw new ConfigException(name, value, "exceeds maximum list size of [" + maxSize + "].");
            }
        }

        @Override
        public String toString() {
            return "of at most " + maxSize + " elements";
        }
    }

    /** Anything but null. */
    public static class NonNullValidator implements Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value == null) {
                throw new ConfigException(name, null, "expected a value");
            }
        }

        @Override
        public String toString() {
            return "non-null";
        }
    }

    /** A text that is not empty; null passes, as in Kafka. */
    public static class NonEmptyString implements Validator {
        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (value instanceof String text && text.isEmpty()) {
                throw new ConfigException(name, value, "expected a non-empty string");
            }
        }

        @Override
        public String toString() {
            return "non-empty string";
        }
    }

    /** A text that is neither null nor empty and has no ISO control characters. */
    public static class NonEmptyStringWithoutControlChars implements Validator {
        public static NonEmptyStringWithoutControlChars nonEmptyStringWithoutControlChars() {
            return new NonEmptyStringWithoutControlChars();
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            if (!(value instanceof String text)
                    || text.isEmpty()
                    || text.chars().anyMatch(Character::isISOControl)) {
                throw new ConfigException(name, value, "expected a " + this);
            }
        }

        @Override
        public String toString() {
            return "non-empty string without ISO control characters";
        }
    }

    /** Every one of several bounds. */
    public static class CompositeValidator implements Validator {
        private final List<Validator> parts;

        private CompositeValidator(List<Validator> parts) {
            this.parts = parts;
        }

        public static CompositeValidator of(Validator... parts) {
            return new CompositeValidator(List.of(parts));
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            parts.forEach(part -> part.ensureValid(name, value));
        }

        @Override
        public String toString() {
            return String.join(", ", parts.stream().map(String::valueOf).toList());
        }
    }

    /** A bound given as a function. */
    public static class LambdaValidator implements Validator {
        private final BiConsumer<String, @Nullable Object> check;
        private final Supplier<String> description;

        private LambdaValidator(BiConsumer<String, @Nullable Object> check, Supplier<String> description) {
            this.check = check;
            this.description = description;
        }

        public static LambdaValidator with(
                BiConsumer<String, @Nullable Object> ensureValid, Supplier<String> toStringFunction) {
            return new LambdaValidator(ensureValid, toStringFunction);
        }

        @Override
        public void ensureValid(String name, @Nullable Object value) {
            check.accept(name, value);
        }

        @Override
        public String toString() {
            return description.get();
        }
    }
}
