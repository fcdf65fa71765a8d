package io.tailrace.broker.handler.topic;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.broker.config.TopicKey;
import io.tailrace.common.config.ConfigDef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lists configurations with the value of each key and where it comes from.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ConfigDescriber {

    private final TopicConfigs topics;
    private final BrokerConfig server;

    public ConfigDescriber(TopicConfigs topics) {
        this.topics = topics;
        this.server = topics.server();
    }

    /** Where a value comes from, with Kafka's number. */
    enum Source {
        TOPIC(1),
        STATIC_BROKER(4),
        DEFAULT(5);

        private final byte id;

        Source(int id) {
            this.id = (byte) id;
        }

        byte id() {
            return id;
        }
    }

    /** A value and where it comes from, under the name it has there. */
    record Synonym(String name, @Nullable String value, Source source) {}

    /**
     * One key. The synonyms are in the order of precedence, the first is the one in force.
     *
     * @param type Kafka's number of the value's type
     */
    record Entry(
            String name,
            @Nullable String value,
            Source source,
            boolean readOnly,
            byte type,
            @Nullable String documentation,
            List<Synonym> synonyms) {}

    /** A topic's configuration. */
    List<Entry> topic(Map<String, String> overrides) {
        List<Entry> entries = new ArrayList<>();
        for (TopicKey key : topics.keys()) {
            List<Synonym> synonyms = new ArrayList<>();
            String override = overrides.get(key.name());
            if (override != null) {
                synonyms.add(new Synonym(key.name(), override, Source.TOPIC));
            }
            boolean chosen = server.isSet(key.serverName());
            synonyms.add(new Synonym(
                    key.serverName(), topics.defaultText(key.name()), chosen ? Source.STATIC_BROKER : Source.DEFAULT));
            entries.add(entry(key.name(), false, typeOf(key.type()), key.documentation(), synonyms));
        }
        return entries;
    }

    /** This server's configuration. */
    List<Entry> server() {
        List<Entry> entries = new ArrayList<>();
        for (ConfigDef.ConfigKey key : BrokerConfig.definition().configKeys().values()) {
            String value = ConfigDef.convertToString(server.values().get(key.name), key.type);
            Source source = server.isSet(key.name) ? Source.STATIC_BROKER : Source.DEFAULT;
            entries.add(entry(
                    key.name,
                    true,
                    typeOf(key.type),
                    key.documentation,
                    List.of(new Synonym(key.name, value, source))));
        }
        return entries;
    }

    private static Entry entry(
            String name, boolean readOnly, byte type, @Nullable String documentation, List<Synonym> synonyms) {
        Synonym inForce = synonyms.get(0);
        return new Entry(name, inForce.value(), inForce.source(), readOnly, type, documentation, synonyms);
    }

    private static byte typeOf(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN -> 1;
            case STRING -> 2;
            case INT -> 3;
            case SHORT -> 4;
            case LONG -> 5;
            case DOUBLE -> 6;
            case LIST -> 7;
            case CLASS -> 8;
            case PASSWORD -> 9;
        };
    }
}
