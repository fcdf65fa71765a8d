package io.tailrace.streams;

import io.tailrace.clients.admin.AdminClientConfig;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.clients.producer.ProducerConfig;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The keys of the clients inside, which may be given without a prefix. */
final class ClientKeys {
    private ClientKeys() {}

    /** What was given without a prefix of the keys that this client knows. */
    static Map<String, Object> of(StreamsConfig config, Set<String> known) {
        Map<String, Object> given = new HashMap<>();
        Map<String, Object> originals = config.originals();
        for (String key : known) {
            Object value = originals.get(key);
            if (value != null) {
                given.put(key, value);
            }
        }
        given.remove("metric.reporters");
        return given;
    }

    static void markKnown(StreamsConfig config) {
        for (String key : config.originals().keySet()) {
            if (ConsumerConfig.configNames().contains(key)
                    || ProducerConfig.configNames().contains(key)
                    || AdminClientConfig.configNames().contains(key)
                    || key.startsWith("__")) {
                config.ignore(key);
            }
        }
    }
}
