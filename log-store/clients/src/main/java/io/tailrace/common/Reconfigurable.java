package io.tailrace.common;

import io.tailrace.common.config.ConfigException;
import java.util.Map;
import java.util.Set;

/** A plugin whose settings can change while it runs. */
public interface Reconfigurable extends Configurable {

    /** The names of the keys that may change. */
    Set<String> reconfigurableConfigs();

    /**
     * Looks at new settings before they are taken.
     *
     * @throws ConfigException if they cannot be taken
     */
    void validateReconfiguration(Map<String, ?> configs) throws ConfigException;

    /** Takes new settings, which {@link #validateReconfiguration} has seen. */
    void reconfigure(Map<String, ?> configs);
}
