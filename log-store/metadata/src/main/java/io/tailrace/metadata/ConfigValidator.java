package io.tailrace.metadata;

import io.tailrace.common.config.ConfigDef;
import io.tailrace.common.config.ConfigResource;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Port to the definitions of configuration keys.
 *
 * <p><b>Threads:</b> as the state machine's owner calls it; implementations hold no state.
 */
public interface ConfigValidator {

    /** The keys that resources of this type have. */
    Set<String> keys(ConfigResource.Type type);

    /** Whether the values of a key are lists, that one can append to. */
    boolean isList(ConfigResource.Type type, String key);

    /** The default of a key in text form, null if there is none. */
    @Nullable
    String defaultValue(ConfigResource.Type type, String key);

    /** What is wrong with these overrides, for the user to read; null if nothing is. */
    @Nullable
    String problem(ConfigResource.Type type, Map<String, String> overrides);

    /** A validator that knows the keys of these definitions; a type without one has no keys. */
    static ConfigValidator of(Map<ConfigResource.Type, ConfigDef> definitions) {
        return new ConfigDefValidator(definitions);
    }
}
