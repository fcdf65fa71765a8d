package io.tailrace.connect.config;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * The part of a connector's properties that the runtime reads; the rest is the plugin's. Names are Kafka Connect's, with
 * {@code restart.*} added: a task that fails is started again by itself, up to {@code restart.max.attempts} times (-1
 * without end) in a row, after waits from {@code restart.backoff.ms} doubling to {@code restart.backoff.max.ms}.
 *
 * <p><b>Threads:</b> immutable.
 */
public record ConnectorConfig(
        String name,
        String connectorClass,
        int tasksMax,
        int restartMaxAttempts,
        long restartBackoffMs,
        long restartBackoffMaxMs,
        Map<String, String> properties) {

    public static ConnectorConfig from(Map<String, String> properties) {
        return new ConnectorConfig(
                required(properties, "name"),
                required(properties, "connector.class"),
                (int) number(properties, "tasks.max", 1, 1),
                (int) number(properties, "restart.max.attempts", 5, -1),
                number(properties, "restart.backoff.ms", 1000, 0),
                number(properties, "restart.backoff.max.ms", 60_000, 0),
                Map.copyOf(properties));
    }

    /** Those of {@code properties} whose key begins with {@code prefix}, without it. */
    public static Map<String, String> behind(String prefix, Map<String, String> properties) {
        Map<String, String> behind = new HashMap<>();
        properties.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                behind.put(key.substring(prefix.length()), value);
            }
        });
        return behind;
    }

    /** The own properties that begin with {@code prefix}, without it. */
    public Map<String, String> behind(String prefix) {
        return behind(prefix, properties);
    }

    /** The elements of a comma-separated list; empty if the key is absent. */
    public List<String> list(String key) {
        String value = properties.getOrDefault(key, "");
        return Arrays.stream(value.split(","))
                .map(String::trim)
                .filter(element -> !element.isEmpty())
                .toList();
    }

    private static String required(Map<String, String> properties, String key) {
        String value = properties.get(key);
        if (value == null || value.isBlank()) {
            throw new ConfigException(
                    "expected " + key + " among the properties of a connector, found " + properties.keySet());
        }
        return value.trim();
    }

    private static long number(Map<String, String> properties, String key, long fallback, long least) {
        String value = properties.get(key);
        if (value == null) {
            return fallback;
        }
        try {
            long number = Long.parseLong(value.trim());
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new ConfigException(key, value, "expected a whole number of at least " + least);
        }
        throw new ConfigException(key, value, "expected a whole number of at least " + least);
    }
}
