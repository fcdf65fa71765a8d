package io.tailrace.clients.core;

import io.tailrace.common.Node;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.GroupAuthorizationException;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.FindCoordinatorRequest;
import io.tailrace.protocol.message.FindCoordinatorResponse;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Finds the broker that coordinates a group or a transactional id, and remembers it until told that it moved. Questions
 * for the same key share one request.
 *
 * <p>The id of the node it returns is not the broker's but that of a connection of its own to that broker, so that a
 * heartbeat does not stand behind a long fetch; give it to {@link BrokerClient#send}.
 *
 * <p><b>Threads:</b> the client's scheduler.
 */
public final class CoordinatorLookup {

    /** What is coordinated, with its number in the protocol. */
    public enum Type {
        GROUP(0),
        TRANSACTION(1);

        private final byte id;

        Type(int id) {
            this.id = (byte) id;
        }
    }

    private record Key(Type type, String name) {}

    private static final int FIRST_VERSION_WITH_TYPE = 1;
    private static final int FIRST_VERSION_WITH_MANY = 4;

    private final BrokerClient client;
    private final ClientSettings settings;
    private final Scheduler scheduler;
    private final ExponentialBackoff backoff;
    private final Map<Key, Node> found = new HashMap<>();
    private final Map<Key, CompletableFuture<Node>> searches = new HashMap<>();
    private boolean closed;

    CoordinatorLookup(BrokerClient client, ClientSettings settings, Scheduler scheduler, ExponentialBackoff backoff) {
        this.client = client;
        this.settings = settings;
        this.scheduler = scheduler;
        this.backoff = backoff;
    }

    /**
     * The coordinator, from memory or by asking. Passing errors are retried for {@code request.timeout.ms}.
     *
     * @return fails with a {@link TimeoutException}, or with what the broker answered if it will not pass
     */
    public CompletableFuture<Node> find(Type type, String key) {
        Key wanted = new Key(type, key);
        Node known = found.get(wanted);
        if (known != null) {
            return CompletableFuture.completedFuture(known);
        }
        CompletableFuture<Node> search = searches.get(wanted);
        if (search == null) {
            search = new CompletableFuture<>();
            searches.put(wanted, search);
            long deadlineMs = scheduler.clock().monotonicMs() + settings.requestTimeoutMs();
            ask(wanted, search, deadlineMs, 0);
        }
        return search.copy();
    }

    /** The coordinator if it is remembered. */
    public @Nullable Node cached(Type type, String key) {
        return found.get(new Key(type, key));
    }

    /** Forgets it: it answered that it is not the coordinator, or its connection ended. */
    public void forget(Type type, String key) {
        found.remove(new Key(type, key));
    }

    private void ask(Key key, CompletableFuture<Node> search, long deadlineMs, int attempt) {
        Callbacks.on(
                client.sendToAny(Call.of(
                        ApiKey.FIND_COORDINATOR, FindCoordinatorResponse.class, version -> request(version, key))),
                (response, failure) -> {
                    if (failure != null) {
                        retry(key, search, deadlineMs, attempt, Failures.unwrap(failure));
                    } else {
                        answered(key, search, deadlineMs, attempt, response);
                    }
                });
    }

    private static ApiMessage request(short version, Key key) {
        FindCoordinatorRequest request = new FindCoordinatorRequest();
        if (version >= FIRST_VERSION_WITH_TYPE) {
            request.setKeyType(key.type().id);
        }
        return version >= FIRST_VERSION_WITH_MANY
                ? request.setCoordinatorKeys(new ArrayList<>(List.of(key.name())))
                : request.setKey(key.name());
    }

    private void answered(
            Key key, CompletableFuture<Node> search, long deadlineMs, int attempt, FindCoordinatorResponse response) {
        ErrorCode error = ErrorCode.forCode(response.errorCode());
        String message = response.errorMessage();
        Node node = new Node(connectionId(response.nodeId()), response.host(), response.port());
        for (FindCoordinatorResponse.Coordinator entry : response.coordinators()) {
            if (entry.key().equals(key.name())) {
                error = ErrorCode.forCode(entry.errorCode());
                message = entry.errorMessage();
                node = new Node(connectionId(entry.nodeId()), entry.host(), entry.port());
            }
        }
        if (error == ErrorCode.NONE) {
            client.learn(List.of(node));
            found.put(key, node);
            searches.remove(key);
            search.complete(node);
        } else if (error == ErrorCode.GROUP_AUTHORIZATION_FAILED) {
            fail(key, search, GroupAuthorizationException.forGroupId(key.name()));
        } else {
            retry(key, search, deadlineMs, attempt, Errors.exception(error, message));
        }
    }

    /** Apart from the ids of brokers, which count up from 0, and of bootstrap addresses, which are negative. */
    private static int connectionId(int brokerId) {
        return Integer.MAX_VALUE - brokerId;
    }

    private void retry(Key key, CompletableFuture<Node> search, long deadlineMs, int attempt, Throwable failure) {
        long delayMs = backoff.delayMs(attempt);
        if (!(failure instanceof RetriableException) || closed) {
            fail(key, search, failure);
        } else if (scheduler.clock().monotonicMs() + delayMs >= deadlineMs) {
            fail(
                    key,
                    search,
                    new TimeoutException(
                            "no coordinator of " + key.type() + " '" + key.name() + "' within "
                                    + settings.requestTimeoutMs() + " ms: " + Reasons.of(failure),
                            failure));
        } else {
            scheduler.schedule(delayMs, () -> ask(key, search, deadlineMs, attempt + 1));
        }
    }

    private void fail(Key key, CompletableFuture<Node> search, Throwable failure) {
        searches.remove(key);
        search.completeExceptionally(failure);
    }

    void close(Throwable reason) {
        closed = true;
        List<CompletableFuture<Node>> failed = new ArrayList<>(searches.values());
        searches.clear();
        failed.forEach(search -> search.completeExceptionally(reason));
    }
}
