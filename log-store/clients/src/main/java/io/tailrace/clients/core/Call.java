package io.tailrace.clients.core;

import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;

/**
 * One request: its API, the versions that its sender can speak, its time-out, and how to write it.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class Call<R extends ApiMessage> {

    private static final int DEFAULT_TIMEOUT = -1;

    private final ApiKey api;
    private final Class<R> responseType;
    private final VersionedRequest request;
    private final short lowest;
    private final short highest;
    private final int timeoutMs;

    private Call(ApiKey api, Class<R> responseType, VersionedRequest request, int lowest, int highest, int timeoutMs) {
        this.api = api;
        this.responseType = responseType;
        this.request = request;
        this.lowest = (short) lowest;
        this.highest = (short) highest;
        this.timeoutMs = timeoutMs;
    }

    /** A request whose content depends on the version. */
    public static <R extends ApiMessage> Call<R> of(ApiKey api, Class<R> responseType, VersionedRequest request) {
        return new Call<>(api, responseType, request, api.lowestVersion(), api.highestVersion(), DEFAULT_TIMEOUT);
    }

    /** A request that is the same in every version. */
    public static <R extends ApiMessage> Call<R> of(ApiMessage request, Class<R> responseType) {
        ApiKey api = ApiKey.forId(request.apiKey());
        if (api == null) {
            throw new IllegalArgumentException("expected a request, actual=" + request.getClass());
        }
        return of(api, responseType, version -> request);
    }

    /** The same, in a narrower range of versions. */
    public Call<R> versions(int lowestVersion, int highestVersion) {
        return new Call<>(
                api,
                responseType,
                request,
                Math.max(lowest, lowestVersion),
                Math.min(highest, highestVersion),
                timeoutMs);
    }

    /** The same, with a time-out other than {@code request.timeout.ms}. */
    public Call<R> timeoutMs(int millis) {
        return new Call<>(api, responseType, request, lowest, highest, millis);
    }

    ApiKey api() {
        return api;
    }

    Class<R> responseType() {
        return responseType;
    }

    ApiMessage at(short version) {
        return request.at(version);
    }

    short lowest() {
        return lowest;
    }

    short highest() {
        return highest;
    }

    int timeoutOr(int defaultMs) {
        return timeoutMs == DEFAULT_TIMEOUT ? defaultMs : timeoutMs;
    }

    @Override
    public String toString() {
        return api + " v" + lowest + "-" + highest;
    }
}
