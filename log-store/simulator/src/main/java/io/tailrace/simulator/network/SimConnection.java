package io.tailrace.simulator.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.transport.Connection;
import io.tailrace.simulator.time.ProcessScheduler;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A connection as TCP gives it: bytes arrive in order, late, or not at all because it breaks or falls silent. Messages
 * are encoded on one side and decoded on the other, so that the two share no memory.
 *
 * <p><b>Threads:</b> the one of the simulation.
 */
final class SimConnection implements Connection {

    private final SimNetwork network;
    private final ProcessScheduler client;
    private final String id;
    private final ServerPort.Session session;
    private final SimTransport transport;
    private final ArrayDeque<Exchange> unanswered = new ArrayDeque<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private long lastRequestNanos;
    private long lastResponseNanos;
    private boolean silent;
    private boolean ended;

    SimConnection(
            SimNetwork network,
            ProcessScheduler client,
            String id,
            ServerPort.Session session,
            SimTransport transport) {
        this.network = network;
        this.client = client;
        this.id = id;
        this.session = session;
        this.transport = transport;
    }

    /** A request and where its response goes. Responses leave in the order of the requests. */
    private static final class Exchange {

        private final ApiKey key;
        private final short version;
        private final CompletableFuture<ApiMessage> promise = new CompletableFuture<>();
        private @Nullable CompletableFuture<ApiMessage> served;

        Exchange(ApiKey key, short version) {
            this.key = key;
            this.version = version;
        }
    }

    int inFlight() {
        return unanswered.size();
    }

    @Override
    public CompletableFuture<ApiMessage> send(ApiMessage request, short apiVersion) {
        if (ended) {
            return CompletableFuture.failedFuture(new IOException("the simulated connection is closed"));
        }
        ApiKey key = Objects.requireNonNull(ApiKey.forId(request.apiKey()), "a request has a key");
        byte[] bytes = encode(request, apiVersion);
        network.loop().trace().note(id + " > " + key + " v" + apiVersion + " " + bytes.length + " bytes");
        Exchange exchange = new Exchange(key, apiVersion);
        NetworkFaults faults = network.faults();
        if (network.random().nextDouble() < faults.silence()) {
            silent = true;
        }
        boolean lost = network.random().nextDouble() < faults.lostRequest();
        boolean answers = session.answers(request);
        if (answers) {
            unanswered.add(exchange);
        } else {
            client.execute(() -> complete(exchange.promise, key.newResponse()));
        }
        lastRequestNanos = arrival(lastRequestNanos);
        if (!silent) {
            network.wire().scheduleAtNanos(lastRequestNanos, () -> {
                if (lost) {
                    breakDown("a request was lost");
                } else {
                    arrive(exchange, bytes, answers);
                }
            });
        }
        return exchange.promise;
    }

    private long arrival(long notBefore) {
        long now = network.loop().clock().nanoTime();
        return Math.max(notBefore + 1, now + network.faults().delayNanos(network.random()));
    }

    private void arrive(Exchange exchange, byte[] bytes, boolean answers) {
        if (ended) {
            return;
        }
        ApiMessage request = exchange.key.newRequest();
        request.read(Unpooled.wrappedBuffer(bytes), exchange.version);
        CompletableFuture<ApiMessage> served = session.serve(request, exchange.version);
        exchange.served = served;
        CompletableFuture<ApiMessage> unused = served.whenComplete((response, failure) -> {
            request.release();
            if (!answers) {
                if (failure != null) {
                    breakDown("the server ended the connection: " + failure);
                }
                return;
            }
            network.wire().execute(this::sendAnswered);
        });
    }

    private void sendAnswered() {
        while (!unanswered.isEmpty()) {
            Exchange head = unanswered.peek();
            CompletableFuture<ApiMessage> served = head.served;
            if (served == null || !served.isDone()) {
                return;
            }
            unanswered.remove();
            if (served.isCompletedExceptionally()) {
                unanswered.addFirst(head);
                breakDown("the server ended the connection: " + head.key + " failed: " + reason(served));
                return;
            }
            head.served = null;
            respond(head, served.join());
        }
    }

    private static String reason(CompletableFuture<?> failed) {
        return String.valueOf(failed.handle((result, failure) -> failure).join());
    }

    private void respond(Exchange exchange, ApiMessage response) {
        byte[] bytes = encode(response, exchange.version);
        response.release();
        network.loop().trace().note(id + " < " + exchange.key + " " + bytes.length + " bytes");
        boolean lost = network.random().nextDouble() < network.faults().lostResponse();
        lastResponseNanos = arrival(lastResponseNanos);
        if (silent) {
            unanswered.addFirst(exchange);
            return;
        }
        client.scheduleAtNanos(lastResponseNanos, () -> {
            if (lost) {
                unanswered.addFirst(exchange);
                breakDown("a response was lost");
            } else if (ended) {
                exchange.promise.completeExceptionally(new IOException("the simulated connection is closed"));
            } else {
                ApiMessage received = exchange.key.newResponse();
                received.read(Unpooled.wrappedBuffer(bytes), exchange.version);
                complete(exchange.promise, received);
            }
        });
    }

    private static byte[] encode(ApiMessage message, short version) {
        ByteBuf out = Unpooled.buffer(message.size(version));
        message.write(out, version);
        return ByteBufUtil.getBytes(out);
    }

    private static void complete(CompletableFuture<ApiMessage> promise, ApiMessage response) {
        if (!promise.complete(response)) {
            response.release();
        }
    }

    @Override
    public boolean isOpen() {
        return !ended;
    }

    @Override
    public CompletableFuture<Void> closed() {
        return closed.copy();
    }

    @Override
    public void close() {
        end("closed by the client");
    }

    void breakDown(String why) {
        if (!ended) {
            network.loop().trace().note(id + " breaks: " + why);
            end(why);
        }
    }

    private void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        network.remove(this);
        transport.forget(this);
        List<Exchange> abandoned = new ArrayList<>(unanswered);
        unanswered.clear();
        for (Exchange exchange : abandoned) {
            CompletableFuture<ApiMessage> served = exchange.served;
            if (served != null) {
                CompletableFuture<ApiMessage> unused = served.whenComplete((response, failure) -> {
                    if (response != null) {
                        response.release();
                    }
                });
            }
        }
        client.execute(() -> {
            abandoned.forEach(exchange ->
                    exchange.promise.completeExceptionally(new IOException("the simulated connection ended: " + why)));
            closed.complete(null);
        });
    }
}
