package io.tailrace.clients.core;

import io.tailrace.common.errors.UnsupportedVersionException;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsResponse;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The versions of every API that one broker serves.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class NodeVersions {

    private record Range(short lowest, short highest) {}

    private final Map<ApiKey, Range> ranges = new EnumMap<>(ApiKey.class);

    NodeVersions(ApiVersionsResponse response) {
        for (ApiVersionsResponse.ApiVersion entry : response.apiKeys()) {
            ApiKey api = ApiKey.forId(entry.apiKey());
            if (api != null) {
                ranges.put(api, new Range(entry.minVersion(), entry.maxVersion()));
            }
        }
    }

    /** Whether the broker serves that API in a version from {@code lowest} on. */
    public boolean serves(ApiKey api, int lowest) {
        Range range = ranges.get(api);
        return range != null && range.highest >= lowest;
    }

    /**
     * The highest version that both sides know.
     *
     * @throws UnsupportedVersionException if there is none
     */
    short pick(ApiKey api, short lowest, short highest, Object broker) {
        @Nullable Range range = ranges.get(api);
        if (range == null) {
            throw new UnsupportedVersionException(
                    "expected a broker that serves " + api + ", actual=none of its APIs, broker=" + broker);
        }
        short common = (short) Math.min(highest, range.highest);
        if (common < lowest || common < range.lowest) {
            throw new UnsupportedVersionException("expected " + api + " in a version from " + lowest + " to " + highest
                    + ", actual=" + range.lowest + " to " + range.highest + ", broker=" + broker);
        }
        return common;
    }
}
