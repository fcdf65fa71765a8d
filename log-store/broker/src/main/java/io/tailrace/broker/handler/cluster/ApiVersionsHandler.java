package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.request.ApiTable;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.broker.request.ServedApi;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.ApiVersionsResponse;
import io.tailrace.protocol.message.ApiVersionsResponse.ApiVersion;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * ApiVersions: which APIs are served, in which versions.
 *
 * <p>No feature is told as finalized: a client that finds no {@code group.version} and no {@code transaction.version}
 * stays with the classic group protocol.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class ApiVersionsHandler implements RequestHandler<ApiVersionsRequest> {

    private static final Pattern SOFTWARE = Pattern.compile("[a-zA-Z0-9](?:[a-zA-Z0-9\\-.]*[a-zA-Z0-9])?");
    private static final short SOFTWARE_SINCE = 3;
    private static final int MAX_SOFTWARE_LENGTH = 1024;

    private final Supplier<ApiTable> table;

    /** @param table the table that this handler itself is a line of */
    public ApiVersionsHandler(Supplier<ApiTable> table) {
        this.table = table;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, ApiVersionsRequest request, short version) {
        ApiVersionsResponse response = new ApiVersionsResponse();
        if (!ApiKey.API_VERSIONS.isSupported(version)) {
            response.setErrorCode(ErrorCode.UNSUPPORTED_VERSION.code());
        } else if (version >= SOFTWARE_SINCE
                && !(isName(request.clientSoftwareName()) && isName(request.clientSoftwareVersion()))) {
            return CompletableFuture.completedFuture(response.setErrorCode(ErrorCode.INVALID_REQUEST.code()));
        }
        for (ServedApi<?> api : table.get().apis()) {
            response.apiKeys()
                    .add(new ApiVersion()
                            .setApiKey(api.key().id())
                            .setMinVersion(api.key().lowestAdvertisedVersion())
                            .setMaxVersion(api.highest()));
        }
        return CompletableFuture.completedFuture(response);
    }

    private static boolean isName(String text) {
        return text.length() <= MAX_SOFTWARE_LENGTH && SOFTWARE.matcher(text).matches();
    }
}
