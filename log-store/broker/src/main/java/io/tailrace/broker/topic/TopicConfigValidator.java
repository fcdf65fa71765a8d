package io.tailrace.broker.topic;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.broker.config.TopicConfigs;
import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.ConfigValidator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells the metadata state machine which configuration keys there are and which values are valid. Only topics have configuration that
 * can be changed while the server runs.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class TopicConfigValidator implements ConfigValidator {

    private final TopicConfigs topics;

    public TopicConfigValidator(TopicConfigs topics) {
        this.topics = topics;
    }

    @Override
    public Set<String> keys(ConfigResource.Type type) {
        return type == ConfigResource.Type.TOPIC ? topics.definition().names() : Set.of();
    }

    @Override
    public boolean isList(ConfigResource.Type type, String key) {
        ConfigDef.ConfigKey declared = topics.definition().configKeys().get(key);
        return type == ConfigResource.Type.TOPIC && declared != null && declared.type() == ConfigDef.Type.LIST;
    }

    @Override
    public @Nullable String defaultValue(ConfigResource.Type type, String key) {
        return type == ConfigResource.Type.TOPIC ? topics.defaultText(key) : null;
    }

    @Override
    public @Nullable String problem(ConfigResource.Type type, Map<String, String> overrides) {
        if (type == ConfigResource.Type.TOPIC) {
            return topics.problem(overrides);
        }
        if (overrides.isEmpty()) {
            return null;
        }
        String key = overrides.keySet().iterator().next();
        if (type == ConfigResource.Type.BROKER
                && BrokerConfig.definition().names().contains(key)) {
            return "server configuration '" + key + "' cannot be changed while the server runs";
        }
        return "configuration of a " + type + " cannot be changed, key=" + key;
    }
}
