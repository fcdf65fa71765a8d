package io.tailrace.common.config;

import java.util.List;

/** The outcome of validating a whole configuration, key by key. */
public class Config {

    private final List<ConfigValue> configValues;

    public Config(List<ConfigValue> configValues) {
        this.configValues = configValues;
    }

    public List<ConfigValue> configValues() {
        return configValues;
    }
}
