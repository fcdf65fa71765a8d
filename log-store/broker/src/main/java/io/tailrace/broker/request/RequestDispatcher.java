package io.tailrace.broker.request;

import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands a decoded request to the handler of its API: the one door into the broker for every transport.
 *
 * <p><b>Threads:</b> any; handlers run on the calling thread.
 */
public final class RequestDispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(RequestDispatcher.class);

    private final ApiTable table;
    private final Consumer<RequestContext> onDisconnect;

    /** @param onDisconnect told of every connection that ended */
    public RequestDispatcher(ApiTable table, Consumer<RequestContext> onDisconnect) {
        this.table = table;
        this.onDisconnect = onDisconnect;
    }

    public ApiTable table() {
        return table;
    }

    /** Whether requests of this API and version get an answer other than a closed connection. */
    public boolean serves(@Nullable ApiKey key, short version) {
        ServedApi<?> api = table.find(key);
        return api != null && api.serves(version);
    }

    /** Whether the sender of this request waits for a response. */
    public boolean answers(ApiMessage request) {
        ServedApi<?> api = table.find(ApiKey.forId(request.apiKey()));
        return api == null || answers(api, request);
    }

    /**
     * Serves a request.
     *
     * @param version a served version; for ApiVersions any, since that is how clients find out
     * @return the response; fails if the connection that sent the request has to be closed. Completes on any thread,
     *     possibly before this method returns
     */
    public CompletableFuture<ApiMessage> dispatch(RequestContext context, ApiMessage request, short version) {
        ApiKey key = ApiKey.forId(request.apiKey());
        ServedApi<?> api = table.find(key);
        if (api == null || (!api.serves(version) && key != ApiKey.API_VERSIONS)) {
            return CompletableFuture.failedFuture(new UnservedRequestException(request.apiKey(), version));
        }
        try {
            return handle(api, context, request, version);
        } catch (RuntimeException e) {
            LOG.error("Handler of {} version {} failed; connection {}", key, version, context.connectionId(), e);
            return CompletableFuture.failedFuture(e);
        }
    }

    /** To be told by every transport: what this connection still waits for needs no answer. */
    public void disconnected(RequestContext context) {
        onDisconnect.accept(context);
    }

    private static <Q extends ApiMessage> boolean answers(ServedApi<Q> api, ApiMessage request) {
        return api.handler().answers(api.type().cast(request));
    }

    private static <Q extends ApiMessage> CompletableFuture<ApiMessage> handle(
            ServedApi<Q> api, RequestContext context, ApiMessage request, short version) {
        return api.handler().handle(context, api.type().cast(request), version).thenApply(response -> response);
    }
}
