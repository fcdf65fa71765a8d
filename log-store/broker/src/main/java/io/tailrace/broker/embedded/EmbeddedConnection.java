package io.tailrace.broker.embedded;

import io.tailrace.broker.cluster.AdvertisedEndpoints;
import io.tailrace.broker.delayed.Completions;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestDispatcher;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.transport.Connection;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A connection without a wire: a request is handled inside {@link #send}, its response waits for those before it. As over TCP, a request that the broker cannot
 * answer ends the connection.
 *
 * <p><b>Threads:</b> any. Requests are dispatched under the connection's lock, which keeps their order. Futures complete outside of it; {@link #deliveries}
 * lets one thread at a time deliver, and makes it look again for what others bring meanwhile.
 */
final class EmbeddedConnection implements Connection {

    private final RequestDispatcher dispatcher;
    private final RequestContext context;
    private final ArrayDeque<Exchange> inFlight = new ArrayDeque<>();
    private final AtomicInteger deliveries = new AtomicInteger();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private boolean ended;

    EmbeddedConnection(RequestDispatcher dispatcher, Executor continuation, String id, @Nullable String clientId) {
        this.dispatcher = dispatcher;
        this.context =
                new RequestContext(id, clientId, "/127.0.0.1", AdvertisedEndpoints.EMBEDDED.listener(), continuation);
    }

    /** A request under way: what the broker will say, and what the caller will hear in its turn. */
    private record Exchange(
            CompletableFuture<ApiMessage> response, CompletableFuture<ApiMessage> promise, boolean answered) {}

    @Override
    public CompletableFuture<ApiMessage> send(ApiMessage request, short apiVersion) {
        Exchange exchange;
        synchronized (inFlight) {
            if (ended) {
                return CompletableFuture.failedFuture(new IOException("the connection is closed"));
            }
            exchange = new Exchange(
                    dispatcher.dispatch(context, request, apiVersion),
                    new CompletableFuture<>(),
                    dispatcher.answers(request));
            inFlight.add(exchange);
        }
        Completions.whenDone(exchange.response, (response, failure) -> deliver());
        return exchange.promise;
    }

    @Override
    public boolean isOpen() {
        synchronized (inFlight) {
            return !ended;
        }
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    @Override
    public void close() {
        end(new IOException("the connection was closed"));
    }

    /** Completes, in order, what the broker has answered. */
    private void deliver() {
        if (deliveries.getAndIncrement() != 0) {
            return;
        }
        int seen = 1;
        while (seen != 0) {
            Exchange head = answeredHead();
            while (head != null) {
                complete(head);
                head = answeredHead();
            }
            seen = deliveries.addAndGet(-seen);
        }
    }

    private @Nullable Exchange answeredHead() {
        synchronized (inFlight) {
            Exchange head = inFlight.peek();
            return head == null || !head.response.isDone() ? null : inFlight.remove();
        }
    }

    private void complete(Exchange exchange) {
        Completions.whenDone(exchange.response, (response, failure) -> {
            if (failure == null) {
                if (!exchange.promise.complete(response)) {
                    response.release();
                }
                return;
            }
            IOException cause = new IOException("the broker ended the connection: " + failure.getMessage(), failure);
            if (exchange.answered) {
                exchange.promise.completeExceptionally(cause);
            } else {
                exchange.promise.complete(ApiKey.PRODUCE.newResponse());
            }
            end(cause);
        });
    }

    private void end(IOException cause) {
        List<Exchange> abandoned;
        synchronized (inFlight) {
            if (ended) {
                return;
            }
            ended = true;
            abandoned = new ArrayList<>(inFlight);
            inFlight.clear();
        }
        for (Exchange exchange : abandoned) {
            exchange.promise.completeExceptionally(cause);
            Completions.whenDone(exchange.response, (response, failure) -> {
                if (response != null) {
                    response.release();
                }
            });
        }
        dispatcher.disconnected(context);
        closed.complete(null);
    }
}
