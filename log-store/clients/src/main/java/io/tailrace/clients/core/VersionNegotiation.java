package io.tailrace.clients.core;

import io.tailrace.common.errors.Errors;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.ApiVersionsRequest;
import io.tailrace.protocol.message.ApiVersionsResponse;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Connection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The first exchange on a connection (KIP-35, KIP-511): ApiVersions in the newest version; a broker that does not know
 * it answers in version 0 with UNSUPPORTED_VERSION, and perhaps with what it does know, and is asked again in that.
 *
 * <p><b>Threads:</b> the client's scheduler.
 */
final class VersionNegotiation {

    private static final String SOFTWARE_NAME = "tailrace-java";

    private final Connection connection;
    private final Scheduler scheduler;
    private final CompletableFuture<NodeVersions> result = new CompletableFuture<>();

    VersionNegotiation(Connection connection, Scheduler scheduler) {
        this.connection = connection;
        this.scheduler = scheduler;
    }

    /** Completes on the scheduler. */
    CompletableFuture<NodeVersions> run() {
        ask(ApiKey.API_VERSIONS.highestVersion());
        return result;
    }

    private void ask(short version) {
        ApiVersionsRequest request = new ApiVersionsRequest()
                .setClientSoftwareName(SOFTWARE_NAME)
                .setClientSoftwareVersion(softwareVersion());
        Callbacks.on(
                connection.send(request, version),
                (response, failure) -> scheduler.execute(() -> answered(version, response, failure)));
    }

    private void answered(short version, @Nullable ApiMessage message, @Nullable Throwable failure) {
        if (!(message instanceof ApiVersionsResponse response)) {
            result.completeExceptionally(failure == null ? new IllegalStateException("no response") : failure);
            return;
        }
        ErrorCode error = ErrorCode.forCode(response.errorCode());
        if (error == ErrorCode.NONE) {
            result.complete(new NodeVersions(response));
        } else if (error == ErrorCode.UNSUPPORTED_VERSION && version > 0) {
            ask(lower(response, version));
        } else {
            result.completeExceptionally(Errors.exception(error, "the broker refused to name its versions: " + error));
        }
    }

    /** The best version that the broker said it knows, below the one it did not know. */
    private static short lower(ApiVersionsResponse response, short refused) {
        for (ApiVersionsResponse.ApiVersion entry : response.apiKeys()) {
            if (entry.apiKey() == ApiKey.API_VERSIONS.id()) {
                return (short) Math.max(0, Math.min(refused - 1, entry.maxVersion()));
            }
        }
        return 0;
    }

    private static String softwareVersion() {
        String version = VersionNegotiation.class.getPackage().getImplementationVersion();
        return version == null ? "0.1.0" : version;
    }
}
