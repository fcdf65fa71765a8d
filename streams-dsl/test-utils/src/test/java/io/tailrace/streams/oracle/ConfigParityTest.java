package io.tailrace.streams.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.streams.StreamsConfig;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Holds the keys of the configuration against Kafka Streams 4.3.1: names, types, defaults, importance. */
final class ConfigParityTest {
    /** Of no use here. */
    private static final Set<String> NOT_HERE = Set.of(
            "config.providers", // belongs to configuration files, which are not read here
            "metadata.recovery.rebootstrap.trigger.ms", // passed on to the clients, which define it
            "metadata.recovery.strategy"); // passed on to the clients, which define it

    private static final Set<String> ONLY_HERE =
            Set.of("errors.policy", "late.records.topic.name", "source.idle.timeout.ms");

    /** Where the default cannot be the same. */
    private static final Set<String> OTHER_DEFAULT = Set.of(
            "state.dir", // another product's directory
            "default.client.supplier", // a public class here
            "metric.reporters", // no JMX reporter
            "processor.wrapper.class"); // an internal class there

    @Test
    void shouldHaveKeysOfKafkaStreams() {
        Map<String, String> theirs = new TreeMap<>();
        org.apache.kafka.streams.StreamsConfig.configDef()
                .configKeys()
                .forEach((name, key) -> theirs.put(
                        name, line(name, key.type.name(), key.hasDefault(), key.defaultValue, key.importance.name())));
        Map<String, String> ours = new TreeMap<>();
        StreamsConfig.configDef()
                .configKeys()
                .forEach((name, key) -> ours.put(
                        name, line(name, key.type.name(), key.hasDefault(), key.defaultValue, key.importance.name())));
        theirs.keySet().removeAll(NOT_HERE);
        ours.keySet().removeAll(ONLY_HERE);
        assertThat(ours).isEqualTo(theirs);
    }

    private static String line(String name, String type, boolean hasDefault, Object value, String importance) {
        String text = !hasDefault || OTHER_DEFAULT.contains(name) ? "" : String.valueOf(value);
        return type + " " + text.replace("org.apache.kafka.", "io.tailrace.") + " " + importance;
    }

    @Test
    void shouldDocumentEveryKey() {
        Set<String> undocumented = new TreeSet<>();
        for (ConfigDef.ConfigKey key : StreamsConfig.configDef().configKeys().values()) {
            if (key.documentation == null || key.documentation.isBlank()) {
                undocumented.add(key.name);
            }
        }
        assertThat(undocumented).isEmpty();
    }
}
