package io.tailrace.metadata;

import io.tailrace.common.config.ConfigResource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All overrides that a resource shall have. */
public record ConfigReplacement(ConfigResource resource, Map<String, @Nullable String> overrides) {

    public ConfigReplacement {
        overrides = new LinkedHashMap<>(overrides);
    }
}
