package io.tailrace.common.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One key's outcome of {@link ConfigDef#validate}: the value if it could be read, and everything that is wrong with it.
 *
 * <p><b>Threads:</b> one at a time.
 */
public class ConfigValue {

    private final String name;
    private final List<String> errorMessages;
    private @Nullable Object value;
    private List<Object> recommendedValues;
    private boolean visible = true;

    public ConfigValue(String name) {
        this(name, null, new ArrayList<>(), new ArrayList<>());
    }

    public ConfigValue(
            String name, @Nullable Object value, List<Object> recommendedValues, List<String> errorMessages) {
        this.name = name;
        this.value = value;
        this.recommendedValues = recommendedValues;
        this.errorMessages = errorMessages;
    }

    public String name() {
        return name;
    }

    public @Nullable Object value() {
        return value;
    }

    public void value(@Nullable Object newValue) {
        value = newValue;
    }

    public List<Object> recommendedValues() {
        return recommendedValues;
    }

    public void recommendedValues(List<Object> values) {
        recommendedValues = values;
    }

    public List<String> errorMessages() {
        return errorMessages;
    }

    public void addErrorMessage(String message) {
        errorMessages.add(message);
    }

    public boolean visible() {
        return visible;
    }

    public void visible(boolean isVisible) {
        visible = isVisible;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ConfigValue that
                && name.equals(that.name)
                && Objects.equals(value, that.value)
                && recommendedValues.equals(that.recommendedValues)
                && errorMessages.equals(that.errorMessages)
                && visible == that.visible;
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, value, recommendedValues, errorMessages, visible);
    }

    @Override
    public String toString() {
        return name + "=" + value + (errorMessages.isEmpty() ? "" : " " + errorMessages);
    }
}
