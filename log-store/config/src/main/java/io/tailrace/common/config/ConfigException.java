package io.tailrace.common.config;

import io.tailrace.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that cannot be used. The message says what was found, under which key, and what would have been accepted; it begins
 * as Kafka's does.
 *
 * <p><b>Threads:</b> as any exception.
 */
public class ConfigException extends KafkaException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String name, @Nullable Object value) {
        this(name, value, null);
    }

    /**
     * @param expectation what would have been accepted, for example {@code expected an integer of at least 1}
     */
    public ConfigException(String name, @Nullable Object value, @Nullable String expectation) {
        super("Invalid value " + value + " for configuration " + name
                + (expectation == null ? "" : ": " + expectation));
    }
}
