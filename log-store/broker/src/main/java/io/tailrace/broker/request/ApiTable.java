package io.tailrace.broker.request;

import io.tailrace.protocol.message.ApiKey;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The APIs that this broker serves.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class ApiTable {

    private final Map<ApiKey, ServedApi<?>> byKey = new EnumMap<>(ApiKey.class);

    public ApiTable(List<ServedApi<?>> apis) {
        for (ServedApi<?> api : apis) {
            if (byKey.put(api.key(), api) != null) {
                throw new IllegalArgumentException("API " + api.key() + " is served twice");
            }
        }
    }

    /** The line of an API, or null if it is not served. */
    public @Nullable ServedApi<?> find(@Nullable ApiKey key) {
        return key == null ? null : byKey.get(key);
    }

    /** Every line, in the order of API keys. */
    public Collection<ServedApi<?>> apis() {
        return byKey.values();
    }
}
