package io.tailrace.common.config;

import io.tailrace.common.config.ConfigDef.Validator;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The bounds that come with {@link ConfigDef}, which inherits them as member types ({@code ConfigDef.Range}), so that
 * they can live in a file of their own. Their {@code toString} is what the reference shows.
 *
 * <p><b>Threads:</b> validators are immutable.
 */
abstract class Validators {

    Validators() {}

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
            if (!(value instanceof Number number)
                    || (min != null && number.doubleValue() < min.doubleValue())
                    || (max != null && number.doubleValue() > max.doubleValue())) {
                throw new ConfigException(name, value, "expected a number in " + this);
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
                throw new ConfigException(name, value, "expected one of " + String.join(", ", accepted));
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
                        name, value, "expected one of " + String.join(", ", accepted) + " in upper or lower case");
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
                throw new ConfigException(name, value, "expected a list " + this);
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
