package io.tailrace.clients.producer;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Callbacks;
import io.tailrace.clients.core.ExponentialBackoff;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.message.InitProducerIdRequest;
import io.tailrace.protocol.message.InitProducerIdResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets the id by which brokers know an idempotent producer. Passing failures are tried again with back-off for ever:
 * batches that wait for the id have their own time-out.
 *
 * <p><b>Threads:</b> the client's thread.
 */
final class ProducerIds {

    /** In place of an id. */
    static final long NONE = -1;

    private static final Logger LOG = LoggerFactory.getLogger(ProducerIds.class);

    private final BrokerClient client;
    private final Runnable onChange;
    private final ExponentialBackoff backoff;
    private long id = NONE;
    private boolean asking;
    private int attempts;
    private @Nullable RuntimeException failure;

    /** @param onChange called when the id is there, or will not come */
    ProducerIds(BrokerClient client, Runnable onChange) {
        this.client = client;
        this.onChange = onChange;
        this.backoff = client.retryBackoff();
    }

    /** The id, {@link #NONE} until it is there; asks for it if need be. */
    long current() {
        if (id == NONE && !asking && failure == null) {
            ask();
        }
        return id;
    }

    /** Why there will be no id, or null. */
    @Nullable
    RuntimeException failure() {
        return failure;
    }

    /** The epochs of the id are used up. */
    void discard() {
        id = NONE;
    }

    private void ask() {
        asking = true;
        InitProducerIdRequest request =
                new InitProducerIdRequest().setTransactionalId(null).setTransactionTimeoutMs(Integer.MAX_VALUE);
        Callbacks.on(client.sendToAny(Call.of(request, InitProducerIdResponse.class)), this::answered);
    }

    private void answered(@Nullable InitProducerIdResponse response, @Nullable Throwable problem) {
        Throwable cause = problem;
        if (response != null) {
            ErrorCode error = ErrorCode.forCode(response.errorCode());
            if (error == ErrorCode.NONE) {
                id = response.producerId();
                asking = false;
                attempts = 0;
                LOG.debug("producer {} has id {}", client.settings().clientId(), id);
                onChange.run();
                return;
            }
            cause = Errors.exception(error, "no producer id: " + error.message());
        }
        RuntimeException why = Failures.asRuntime(cause == null ? new IllegalStateException("no response") : cause);
        if (why instanceof RetriableException) {
            client.scheduler().schedule(backoff.delayMs(attempts++), this::ask);
        } else {
            asking = false;
            failure = why;
            onChange.run();
        }
    }
}
