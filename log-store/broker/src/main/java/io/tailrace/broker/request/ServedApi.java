package io.tailrace.broker.request;

import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;

/**
 * One line of the table of served APIs.
 *
 * @param key the API
 * @param lowest the lowest version that is served
 * @param highest the highest version that is served
 * @param type the request class
 * @param handler who serves it
 */
public record ServedApi<Q extends ApiMessage>(
        ApiKey key, short lowest, short highest, Class<Q> type, RequestHandler<Q> handler) {

    public ServedApi {
        if (lowest > highest || lowest < key.lowestVersion() || highest > key.highestVersion()) {
            throw new IllegalArgumentException("expected " + key + " versions within " + key.lowestVersion() + "-"
                    + key.highestVersion() + ", actual " + lowest + "-" + highest);
        }
    }

    /** Serves every stable version of the API. */
    public static <Q extends ApiMessage> ServedApi<Q> of(ApiKey key, Class<Q> type, RequestHandler<Q> handler) {
        return new ServedApi<>(key, key.lowestVersion(), key.highestVersion(), type, handler);
    }

    public boolean serves(short version) {
        return version >= lowest && version <= highest;
    }
}
