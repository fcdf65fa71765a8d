package io.tailrace.streams;

import io.tailrace.clients.admin.AdminClientConfig;
import io.tailrace.clients.consumer.ConsumerConfig;
import io.tailrace.clients.core.CommonKeys;
import io.tailrace.clients.producer.ProducerConfig;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The keys of the clients inside and of plug-ins, which may be given without a prefix. */
final class ClientKeys {
    private static final Set<String> ALL = all();
    private static final List<String> PLUGIN_KEYS = List.of("interceptor.classes", "partitioner.class");

    private ClientKeys() {}

    private static Set<String> all() {
        Set<String> all = new HashSet<>(ConsumerConfig.configNames());
        all.addAll(ProducerConfig.configNames());
        all.addAll(AdminClientConfig.configNames());
        return all;
    }

    /** What was given without a prefix of the keys that this client knows. */
    static Map<String, Object> of(StreamsConfig config, Set<String> known) {
        Map<String, Object> given = new HashMap<>(config.originals());
        given.keySet().retainAll(known);
        given.remove(StreamsConfig.METRIC_REPORTER_CLASSES_CONFIG);
        return given;
    }

    /** What was given without a prefix and belongs to plug-ins. */
    static Map<String, Object> custom(StreamsConfig config) {
        Map<String, Object> custom = new HashMap<>(config.originals());
        custom.keySet().removeIf(key -> ALL.contains(key) || key.startsWith("__"));
        custom.keySet().retainAll(StreamsConfig.configDef().unknownKeys(custom.keySet()));
        return custom;
    }

    /** Refuses keys that are near a known one. */
    static void check(StreamsConfig config, ConfigDef definition, Consumer<String> log) {
        List<String> custom = new ArrayList<>();
        for (String key : custom(config).keySet()) {
            if (definition.nearestKey(key) != null) {
                throw new ConfigException(definition.unknownKeyMessage(key));
            }
            custom.add(key);
        }
        if (!custom.isEmpty()) {
            log.accept("Not known here, so taken for keys of serdes and other plug-ins: " + custom);
        }
    }

    /**
     * What of a derived configuration a client knows. Keys of Streams are left out, and keys of plug-ins too if the client has none: clients
     * refuse keys that nobody asks for.
     */
    static Map<String, Object> forClient(Map<String, Object> configs, Set<String> known) {
        Map<String, Object> kept = new HashMap<>(configs);
        boolean plugins = PLUGIN_KEYS.stream().anyMatch(configs::containsKey);
        Set<String> unknown = new HashSet<>(StreamsConfig.configDef().unknownKeys(configs.keySet()));
        kept.keySet()
                .removeIf(key -> !known.contains(key)
                        && !key.startsWith("__")
                        && !key.startsWith(CommonKeys.EMBEDDED_PREFIX)
                        && !(plugins && unknown.contains(key)));
        return kept;
    }
}
