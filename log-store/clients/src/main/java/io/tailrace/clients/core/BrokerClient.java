package io.tailrace.clients.core;

import io.tailrace.common.Node;
import io.tailrace.common.errors.DisconnectException;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.time.Clock;
import io.tailrace.protocol.time.Scheduler;
import io.tailrace.protocol.transport.Transport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What producer, consumer and admin client stand on: requests to brokers by id, to any broker, to a coordinator, with
 * metadata kept up to date.
 *
 * <p>Nothing here blocks, and no future completes inside the call that made it. A future's failure is an exception of
 * the public API: see {@link #send}.
 *
 * <p><b>Threads:</b> everything runs on the client's {@link #scheduler}: call from its tasks only. Any thread may call
 * {@link #scheduler}, {@link #clock}, {@link #settings}, {@link #close} and {@link Metadata#snapshot}.
 */
public final class BrokerClient implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerClient.class);
    private static final long CLOSE_TIMEOUT_MS = 30_000;

    private final ClientSettings settings;
    private final Transport transport;
    private final Scheduler scheduler;
    private final Runnable stopScheduler;
    private final Random random;
    private final Metadata metadata;
    private final CoordinatorLookup coordinators;
    private final Map<Integer, NodeChannel> channels = new HashMap<>();
    private final List<NodeChannel> bootstrap = new ArrayList<>();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile @Nullable Thread ownThread;
    private boolean closed;

    private BrokerClient(ClientSettings settings, Connectivity connectivity, Random random) {
        this.settings = settings;
        this.transport = connectivity.transport();
        this.scheduler = connectivity.scheduler();
        this.stopScheduler = connectivity.stopScheduler();
        this.random = random;
        this.metadata = new Metadata(this, settings, scheduler, retryBackoff());
        this.coordinators = new CoordinatorLookup(this, settings, scheduler, retryBackoff());
        int id = -1;
        for (BootstrapAddress address : connectivity.addresses()) {
            bootstrap.add(channel(new Node(id--, address.host(), address.port())));
        }
    }

    /**
     * A client in real time, on the transport that {@code bootstrap.servers} asks for, with a thread of its own.
     *
     * @param originals the whole configuration, for the transport's provider
     * @throws io.tailrace.common.config.ConfigException if an address makes no sense
     */
    public static BrokerClient open(ClientSettings settings, Map<String, ?> originals) {
        BrokerClient client = new BrokerClient(settings, Connectivity.open(settings, originals), new Random());
        client.scheduler.execute(() -> client.ownThread = Thread.currentThread());
        return client;
    }

    /** A client on given ports. {@link #close} closes the transport and leaves the scheduler to the caller. */
    public static BrokerClient over(ClientSettings settings, Transport transport, Scheduler scheduler, Random random) {
        return new BrokerClient(settings, Connectivity.over(settings, transport, scheduler), random);
    }

    private NodeChannel channel(Node node) {
        ExponentialBackoff reconnect =
                new ExponentialBackoff(settings.reconnectBackoffMs(), settings.reconnectBackoffMaxMs(), random);
        Runnable onTrouble = node.id() < 0 ? () -> {} : this::refreshIfKnown;
        return new NodeChannel(node, settings, transport, scheduler, reconnect, onTrouble);
    }

    private void refreshIfKnown() {
        if (!closed && metadata.snapshot().version() > 0) {
            metadata.requestUpdate();
        }
    }

    /** A back-off with the client's {@code retry.backoff.ms} settings. */
    public ExponentialBackoff retryBackoff() {
        return new ExponentialBackoff(settings.retryBackoffMs(), settings.retryBackoffMaxMs(), random);
    }

    public Scheduler scheduler() {
        return scheduler;
    }

    public Clock clock() {
        return scheduler.clock();
    }

    public Random random() {
        return random;
    }

    public ClientSettings settings() {
        return settings;
    }

    public Metadata metadata() {
        return metadata;
    }

    public CoordinatorLookup coordinators() {
        return coordinators;
    }

    /**
     * Sends a request to a broker, as soon as there is a connection and room on it.
     *
     * @return the response, which the receiver owns. Fails with {@link DisconnectException} if there was no connection
     *     or it broke, {@link io.tailrace.common.errors.TimeoutException} if the call's time was up,
     *     {@link io.tailrace.common.errors.UnsupportedVersionException} if the broker does not serve such a request.
     *     {@link Failures#wasNeverSent} tells whether the broker can have got it.
     */
    public <R extends ApiMessage> CompletableFuture<R> send(int nodeId, Call<R> call) {
        NodeChannel channel = channels.get(nodeId);
        if (channel == null) {
            return failLater("broker " + nodeId + " is not known; known are "
                    + metadata.snapshot().nodes());
        }
        return channel.send(call);
    }

    private <R> CompletableFuture<R> failLater(String message) {
        CompletableFuture<R> future = new CompletableFuture<>();
        scheduler.execute(() -> future.completeExceptionally(new UnreachableException(message, null)));
        return future;
    }

    /**
     * Sends a request to the broker with the least to do. If it cannot be reached the next is tried, the bootstrap
     * addresses last; if none can, the failure names all of them.
     */
    public <R extends ApiMessage> CompletableFuture<R> sendToAny(Call<R> call) {
        List<NodeChannel> candidates = new ArrayList<>();
        for (Node node : metadata.snapshot().nodes()) {
            NodeChannel channel = channels.get(node.id());
            if (channel != null) {
                candidates.add(channel);
            }
        }
        candidates.sort(Comparator.comparing((NodeChannel channel) -> !channel.isReady())
                .thenComparing(NodeChannel::inBackoff)
                .thenComparingInt(NodeChannel::inFlight));
        List<NodeChannel> first = new ArrayList<>(bootstrap);
        first.sort(Comparator.comparing((NodeChannel channel) -> !channel.isReady())
                .thenComparing(NodeChannel::inBackoff));
        candidates.addAll(first);
        CompletableFuture<R> result = new CompletableFuture<>();
        tryNext(call, candidates, 0, new ArrayList<>(), result);
        return result;
    }

    private <R extends ApiMessage> void tryNext(
            Call<R> call, List<NodeChannel> candidates, int at, List<Throwable> tried, CompletableFuture<R> result) {
        if (at == candidates.size()) {
            String reasons = tried.stream().map(Reasons::of).distinct().collect(Collectors.joining(", "));
            Throwable last = tried.isEmpty() ? null : tried.get(tried.size() - 1);
            UnreachableException failure =
                    new UnreachableException("no broker could be reached; tried " + reasons, last);
            if (tried.isEmpty()) {
                scheduler.execute(() -> result.completeExceptionally(failure));
            } else {
                result.completeExceptionally(failure);
            }
            return;
        }
        Callbacks.on(candidates.get(at).send(call), (response, failure) -> {
            if (failure == null) {
                if (!result.complete(response)) {
                    response.release();
                }
            } else if (failure instanceof UnreachableException && !closed) {
                tried.add(failure);
                tryNext(call, candidates, at + 1, tried, result);
            } else {
                result.completeExceptionally(failure);
            }
        });
    }

    /** Sends a request to the controller, or to any broker while the controller is not known. */
    public <R extends ApiMessage> CompletableFuture<R> sendToController(Call<R> call) {
        Node controller = metadata.snapshot().controller();
        return controller == null ? sendToAny(call) : send(controller.id(), call);
    }

    /** Requests to that broker that have no answer yet. */
    public int inFlight(int nodeId) {
        NodeChannel channel = channels.get(nodeId);
        return channel == null ? 0 : channel.inFlight();
    }

    /** Whether that broker is known and the last attempt to reach it did not just fail. */
    public boolean available(int nodeId) {
        NodeChannel channel = channels.get(nodeId);
        return channel != null && !channel.inBackoff();
    }

    /** The versions that broker serves, null while there is no connection to it. */
    public @Nullable NodeVersions versions(int nodeId) {
        NodeChannel channel = channels.get(nodeId);
        return channel == null ? null : channel.versions();
    }

    /** Ends the connection to a broker; requests under way on it fail. */
    public void disconnect(int nodeId) {
        NodeChannel channel = channels.get(nodeId);
        if (channel != null) {
            channel.disconnect("asked for by the client");
        }
    }

    /** Notes how brokers are reached. */
    void learn(Collection<Node> nodes) {
        for (Node node : nodes) {
            NodeChannel channel = channels.get(node.id());
            if (channel == null) {
                channels.put(node.id(), channel(node));
            } else {
                channel.moveTo(node);
            }
        }
    }

    /** Fails what is under way with {@link DisconnectException}, closes the transport, ends the thread. Any thread. */
    @Override
    public void close() {
        if (closing.compareAndSet(false, true)) {
            scheduler.execute(this::shutDown);
        }
        awaitEnd();
    }

    /**
     * In real time, closing returns when the transport has given back what it holds: the last client of an embedded log
     * store leaves a closed directory behind. On the client's own thread, and on ports of others, nothing can be waited for.
     */
    private void awaitEnd() {
        Thread own = ownThread;
        if (own == null || own == Thread.currentThread()) {
            return;
        }
        try {
            ended.get(CLOSE_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("The transport did not close within {} ms", CLOSE_TIMEOUT_MS, e);
        }
    }

    private void shutDown() {
        closed = true;
        DisconnectException reason = new UnreachableException("the client was closed", null);
        metadata.close(reason);
        coordinators.close(reason);
        List.copyOf(channels.values()).forEach(NodeChannel::close);
        bootstrap.forEach(NodeChannel::close);
        try {
            transport.close();
        } finally {
            ended.complete(null);
            stopScheduler.run();
        }
    }
}
