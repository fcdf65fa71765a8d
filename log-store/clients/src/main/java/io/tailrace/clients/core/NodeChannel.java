package io.tailrace.clients.core;

import io.tailrace.common.KafkaException;
import io.tailrace.common.Node;
import io.tailrace.common.errors.DisconnectException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Connection;
import io.tailrace.protocol.transport.Transport;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way to one broker. It connects when there is something to send, asks which versions the broker serves, and then
 * sends what waits, at most {@code max in flight} requests at a time.
 *
 * <pre>
 *            send                    connected              versions known
 *   IDLE ───────────► CONNECTING ───────────────► (same) ───────────────────► READY
 *    ▲  after back-off     │ failed: what waits fails too                        │
 *    └─────────────────────┴──────────────── connection ended ◄──────────────────┘
 * </pre>
 *
 * A call that waits when the connection ends is sent on the next one; a call that was sent fails, because nobody knows
 * whether the broker acted. A call that gets no answer in time fails and takes the connection with it: answers come in
 * order, so those behind it would not come either.
 *
 * <p>Every wait is bounded by the time-out of the call that waits.
 *
 * <p><b>Threads:</b> the client's scheduler.
 */
final class NodeChannel {

    private enum State {
        IDLE,
        CONNECTING,
        READY
    }

    private static final Logger LOG = LoggerFactory.getLogger(NodeChannel.class);

    private final ClientSettings settings;
    private final Transport transport;
    private final Scheduler scheduler;
    private final ExponentialBackoff reconnectBackoff;
    private final Runnable onTrouble;
    private final Deque<PendingCall<?>> waiting = new ArrayDeque<>();
    private final Deque<PendingCall<?>> unanswered = new ArrayDeque<>();

    private Node node;
    private State state = State.IDLE;
    private @Nullable Connection connection;
    private @Nullable NodeVersions versions;
    private int epoch;
    private int failures;
    private long retryAtMs;
    private boolean retryScheduled;
    private long lastUsedMs;
    private @Nullable Throwable lastFailure;
    private boolean closed;

    /** @param onTrouble called when the broker could not be reached or a connection to it ended */
    NodeChannel(
            Node node,
            ClientSettings settings,
            Transport transport,
            Scheduler scheduler,
            ExponentialBackoff reconnectBackoff,
            Runnable onTrouble) {
        this.node = node;
        this.settings = settings;
        this.transport = transport;
        this.scheduler = scheduler;
        this.reconnectBackoff = reconnectBackoff;
        this.onTrouble = onTrouble;
        this.retryAtMs = scheduler.clock().monotonicMs();
    }

    Node node() {
        return node;
    }

    /** Follows a broker that has moved: an open connection to the old address ends. */
    void moveTo(Node moved) {
        boolean elsewhere = !moved.host().equals(node.host()) || moved.port() != node.port();
        node = moved;
        if (elsewhere) {
            failures = 0;
            retryAtMs = scheduler.clock().monotonicMs();
            disconnect("the broker moved to " + where());
        }
    }

    boolean isReady() {
        return state == State.READY;
    }

    boolean inBackoff() {
        return state == State.IDLE && scheduler.clock().monotonicMs() < retryAtMs;
    }

    int inFlight() {
        return unanswered.size() + waiting.size();
    }

    @Nullable
    NodeVersions versions() {
        return versions;
    }

    <R extends ApiMessage> CompletableFuture<R> send(Call<R> call) {
        PendingCall<R> pending = new PendingCall<>(call);
        if (closed) {
            scheduler.execute(() -> pending.fail(new UnreachableException("the client is closed", null)));
            return pending.future();
        }
        int timeoutMs = call.timeoutOr(settings.requestTimeoutMs());
        pending.startTimer(scheduler, timeoutMs, () -> expire(pending, timeoutMs));
        waiting.add(pending);
        advance();
        return pending.future();
    }

    private void advance() {
        if (state == State.READY) {
            sendWaiting();
        } else if (state == State.IDLE && !waiting.isEmpty() && !retryScheduled && !closed) {
            long delayMs = retryAtMs - scheduler.clock().monotonicMs();
            if (delayMs <= 0) {
                connect();
            } else {
                retryScheduled = true;
                scheduler.schedule(delayMs, () -> {
                    retryScheduled = false;
                    advance();
                });
            }
        }
    }

    private void connect() {
        state = State.CONNECTING;
        int attempt = ++epoch;
        Scheduler.Task timer = scheduler.schedule(
                settings.connectTimeoutMs(),
                () -> connectFailed(
                        attempt, new TimeoutException("no connection within " + settings.connectTimeoutMs() + " ms")));
        Callbacks.on(
                transport.connect(node.host(), node.port()),
                (opened, failure) -> scheduler.execute(() -> {
                    if (attempt != epoch || closed) {
                        timer.cancel();
                        if (opened != null) {
                            opened.close();
                        }
                    } else if (failure != null) {
                        timer.cancel();
                        connectFailed(attempt, Failures.unwrap(failure));
                    } else {
                        connection = opened;
                        Callbacks.on(
                                opened.closed(),
                                (v, cause) -> scheduler.execute(() -> connectionEnded(attempt, timer)));
                        Callbacks.on(
                                new VersionNegotiation(opened, scheduler).run(),
                                (found, cause) -> negotiated(attempt, timer, found, cause));
                    }
                }));
    }

    private void negotiated(
            int attempt, Scheduler.Task timer, @Nullable NodeVersions found, @Nullable Throwable failure) {
        if (attempt != epoch) {
            return;
        }
        timer.cancel();
        if (found == null) {
            connectFailed(attempt, Failures.unwrap(failure == null ? new IllegalStateException() : failure));
            return;
        }
        LOG.debug("connected to broker {} at {}", node.id(), where());
        versions = found;
        state = State.READY;
        failures = 0;
        lastFailure = null;
        used();
        closeWhenIdle(attempt);
        sendWaiting();
    }

    private void connectFailed(int attempt, Throwable cause) {
        if (attempt != epoch || state != State.CONNECTING) {
            return;
        }
        LOG.debug("cannot connect to broker {} at {}", node.id(), where(), cause);
        drop();
        backOff(cause);
        failWaiting(new UnreachableException(where() + " (" + Reasons.of(cause) + ")", cause));
        onTrouble.run();
    }

    private void connectionEnded(int attempt, Scheduler.Task connectTimer) {
        if (attempt != epoch) {
            return;
        }
        connectTimer.cancel();
        DisconnectException ended = new DisconnectException("the connection to " + where() + " ended");
        if (state == State.CONNECTING) {
            connectFailed(attempt, ended);
            return;
        }
        drop();
        backOff(ended);
        onTrouble.run();
        advance();
    }

    private void backOff(Throwable cause) {
        lastFailure = cause;
        retryAtMs = scheduler.clock().monotonicMs() + reconnectBackoff.delayMs(failures++);
    }

    /** Ends the present connection, if any, without thinking of a next one. */
    private void drop() {
        Connection old = connection;
        epoch++;
        state = State.IDLE;
        connection = null;
        List<PendingCall<?>> lost = new ArrayList<>(unanswered);
        unanswered.clear();
        if (old != null) {
            old.close();
        }
        lost.forEach(call -> call.fail(new DisconnectException(
                "the connection to " + where() + " ended before " + call.call() + " was answered")));
    }

    private void failWaiting(KafkaException failure) {
        List<PendingCall<?>> failed = new ArrayList<>(waiting);
        waiting.clear();
        failed.forEach(call -> call.fail(failure));
    }

    private void sendWaiting() {
        while (state == State.READY && unanswered.size() < settings.maxInFlight() && !waiting.isEmpty()) {
            transmit(waiting.remove());
        }
    }

    private <R extends ApiMessage> void transmit(PendingCall<R> pending) {
        Connection open = connection;
        NodeVersions known = versions;
        if (open == null || known == null) {
            throw new IllegalStateException("ready without a connection, broker=" + where());
        }
        ApiMessage request = null;
        CompletableFuture<ApiMessage> answer;
        try {
            Call<R> call = pending.call();
            short version = known.pick(call.api(), call.lowest(), call.highest(), where());
            request = call.at(version);
            answer = open.send(request, version);
        } catch (RuntimeException e) {
            if (request != null) {
                request.release();
            }
            scheduler.execute(() -> pending.fail(e)); // never inside the call that made the future
            return;
        }
        pending.markSent();
        unanswered.add(pending);
        used();
        ApiMessage sent = request;
        Callbacks.on(
                answer,
                (response, failure) -> scheduler.execute(() -> {
                    sent.release();
                    answered(pending, response, failure);
                }));
    }

    private void answered(PendingCall<?> pending, @Nullable ApiMessage response, @Nullable Throwable failure) {
        boolean current = unanswered.peek() == pending;
        if (current) {
            unanswered.remove();
        } else {
            current = unanswered.remove(pending);
        }
        if (response != null) {
            pending.complete(response);
        } else {
            Throwable cause = Failures.unwrap(failure == null ? new IllegalStateException("no response") : failure);
            pending.fail(new DisconnectException(
                    "the connection to " + where() + " ended before " + pending.call() + " was answered: "
                            + Reasons.of(cause),
                    cause));
        }
        if (current) {
            used();
            sendWaiting();
        }
    }

    private void expire(PendingCall<?> pending, int timeoutMs) {
        if (pending.future().isDone()) {
            return;
        }
        if (!pending.isSent()) {
            waiting.remove(pending);
            pending.fail(new UnsentTimeoutException(
                    pending.call() + " to " + where() + " was not sent within " + timeoutMs + " ms"
                            + (lastFailure == null ? "" : ": " + Reasons.of(lastFailure)),
                    lastFailure));
            return;
        }
        pending.fail(
                new TimeoutException(where() + " did not answer " + pending.call() + " within " + timeoutMs + " ms"));
        disconnect("a request was not answered in time");
        onTrouble.run();
        advance();
    }

    /** Ends the connection; what waits is sent on the next one. */
    void disconnect(String reason) {
        if (state != State.IDLE) {
            LOG.debug("closing the connection to broker {} at {}: {}", node.id(), where(), reason);
            drop();
            backOff(new DisconnectException(reason));
            advance();
        }
    }

    void close() {
        closed = true;
        drop();
        failWaiting(new UnreachableException("the client was closed", null));
    }

    private void used() {
        lastUsedMs = scheduler.clock().monotonicMs();
    }

    private void closeWhenIdle(int attempt) {
        long maxIdleMs = settings.connectionsMaxIdleMs();
        if (maxIdleMs < 0) {
            return;
        }
        scheduler.schedule(maxIdleMs, () -> {
            if (attempt != epoch || closed) {
                return;
            }
            if (inFlight() == 0 && scheduler.clock().monotonicMs() - lastUsedMs >= maxIdleMs) {
                LOG.debug("closing the idle connection to broker {} at {}", node.id(), where());
                drop();
            } else {
                closeWhenIdle(attempt);
            }
        });
    }

    private String where() {
        return node.host() + ":" + node.port();
    }
}
