package io.tailrace.clients.core;

import io.tailrace.common.Node;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.ApiKey;
import io.tailrace.protocol.message.MetadataRequest;
import io.tailrace.protocol.message.MetadataRequest.MetadataRequestTopic;
import io.tailrace.protocol.message.MetadataResponse;
import io.tailrace.protocol.time.Scheduler;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The topics that a client cares about, who leads their partitions, and how the brokers are reached. One request at a
 * time; requests for an update while one is under way share the next. Failed updates are repeated with back-off while
 * somebody waits for one.
 *
 * <p><b>Threads:</b> the client's scheduler, except {@link #snapshot}, which any thread may call.
 */
public final class Metadata {

    /** Who waits for an update: one call, whatever it asks for, so it is equal to itself alone. */
    private static final class Waiter {

        private final Set<String> topics;
        private final CompletableFuture<ClusterSnapshot> future;

        Waiter(Set<String> topics, CompletableFuture<ClusterSnapshot> future) {
            this.topics = topics;
            this.future = future;
        }

        Set<String> topics() {
            return topics;
        }

        CompletableFuture<ClusterSnapshot> future() {
            return future;
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(Metadata.class);

    private final BrokerClient client;
    private final ClientSettings settings;
    private final Scheduler scheduler;
    private final ExponentialBackoff backoff;
    private final Set<String> tracked = new LinkedHashSet<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private final List<Consumer<ClusterSnapshot>> listeners = new ArrayList<>();

    private volatile ClusterSnapshot snapshot = ClusterSnapshot.EMPTY;
    private boolean trackAll;
    private boolean underWay;
    private boolean wanted;
    private Scheduler.@Nullable Task next;
    private Scheduler.@Nullable Task aging;
    private long notBeforeMs;
    private int failures;
    private @Nullable Throwable lastFailure;
    private boolean closed;

    Metadata(BrokerClient client, ClientSettings settings, Scheduler scheduler, ExponentialBackoff backoff) {
        this.client = client;
        this.settings = settings;
        this.scheduler = scheduler;
        this.backoff = backoff;
        this.notBeforeMs = scheduler.clock().monotonicMs();
    }

    /** What is known now. Any thread. */
    public ClusterSnapshot snapshot() {
        return snapshot;
    }

    /** Asks for these topics from now on. */
    public void track(Collection<String> topics) {
        tracked.addAll(topics);
    }

    /** Asks for these topics no longer. */
    public void untrack(Collection<String> topics) {
        topics.forEach(tracked::remove);
    }

    /** Whether to ask for every topic there is. */
    public void trackAll(boolean all) {
        trackAll = all;
    }

    /** Called after every change, on the scheduler. */
    public void addListener(Consumer<ClusterSnapshot> listener) {
        listeners.add(listener);
    }

    /**
     * Asks for an update.
     *
     * @return the snapshot of an answer to a request sent from now on; fails with a {@link TimeoutException} if none
     *     comes within {@code request.timeout.ms}
     */
    public CompletableFuture<ClusterSnapshot> refresh() {
        return await(Set.of(), false);
    }

    /**
     * Tracks topics and asks for an update that covers them.
     *
     * @return the snapshot; what is wrong with a topic is in {@link ClusterSnapshot#error}
     */
    public CompletableFuture<ClusterSnapshot> refreshFor(Collection<String> topics) {
        boolean news = tracked.addAll(topics) && !trackAll;
        return await(Set.copyOf(topics), news);
    }

    private CompletableFuture<ClusterSnapshot> await(Set<String> topics, boolean atOnce) {
        CompletableFuture<ClusterSnapshot> future = new CompletableFuture<>();
        Waiter waiter = new Waiter(topics, future);
        waiters.add(waiter);
        Scheduler.Task timer = scheduler.schedule(settings.requestTimeoutMs(), () -> {
            waiters.remove(waiter);
            Throwable cause = lastFailure;
            future.completeExceptionally(new TimeoutException(
                    "no metadata within " + settings.requestTimeoutMs() + " ms"
                            + (cause == null ? "" : ": " + Reasons.of(cause)),
                    cause));
        });
        Callbacks.on(future, (snapshot, failure) -> timer.cancel());
        if (atOnce && failures == 0) {
            notBeforeMs = scheduler.clock().monotonicMs();
        }
        requestUpdate();
        return future;
    }

    /** Asks for an update soon, because something suggests that the snapshot is out of date. */
    public void requestUpdate() {
        wanted = true;
        if (underWay || closed) {
            return;
        }
        if (next != null) {
            next.cancel();
        }
        long nowMs = scheduler.clock().monotonicMs();
        next = scheduler.schedule(Math.max(0, notBeforeMs - nowMs), this::update);
    }

    /**
     * Notes a leader that a broker named while it refused a request (KIP-951), if that is newer than what is known.
     *
     * @param endpoints how to reach brokers that may not be known yet
     */
    public void updateLeader(TopicPartition partition, int leaderId, int leaderEpoch, Collection<Node> endpoints) {
        PartitionView known = snapshot.partition(partition);
        if (known == null || leaderId < 0 || leaderEpoch <= known.leaderEpoch()) {
            return;
        }
        boolean reachable =
                snapshot.node(leaderId) != null || endpoints.stream().anyMatch(node -> node.id() == leaderId);
        if (reachable) {
            publish(snapshot.withLeader(partition, leaderId, leaderEpoch, endpoints));
        }
    }

    private void update() {
        next = null;
        if (underWay || closed) {
            return;
        }
        underWay = true;
        wanted = false;
        boolean all = trackAll;
        Set<String> topics = Set.copyOf(tracked);
        List<Waiter> served = new ArrayList<>();
        for (Waiter waiter : waiters) {
            if (all || topics.containsAll(waiter.topics())) {
                served.add(waiter);
            }
        }
        Callbacks.on(
                client.sendToAny(
                        Call.of(ApiKey.METADATA, MetadataResponse.class, version -> request(version, all, topics))),
                (response, failure) -> updated(response, failure, served));
    }

    private ApiMessage request(short version, boolean all, Set<String> topics) {
        MetadataRequest request = new MetadataRequest();
        if (version >= 4) {
            request.setAllowAutoTopicCreation(settings.allowAutoCreateTopics());
        }
        if (all) {
            return request.setTopics(version == 0 ? List.of() : null);
        }
        List<MetadataRequestTopic> asked = new ArrayList<>();
        topics.forEach(topic -> asked.add(new MetadataRequestTopic().setName(topic)));
        return request.setTopics(asked);
    }

    private void updated(@Nullable MetadataResponse response, @Nullable Throwable failure, List<Waiter> served) {
        underWay = false;
        if (closed) {
            return;
        }
        Throwable problem = failure;
        if (response != null && response.errorCode() != 0) {
            problem = Errors.exception(ErrorCode.forCode(response.errorCode()), null);
        } else if (response != null && response.brokers().isEmpty()) {
            problem = Errors.exception(ErrorCode.BROKER_NOT_AVAILABLE, "the broker knows of no broker yet");
        }
        if (response == null || problem != null) {
            failed(problem == null ? new IllegalStateException("no response") : Failures.unwrap(problem));
            return;
        }
        failures = 0;
        lastFailure = null;
        notBeforeMs = scheduler.clock().monotonicMs() + settings.retryBackoffMs();
        publish(MetadataReader.read(response, snapshot));
        waiters.removeAll(served);
        served.forEach(waiter -> waiter.future().complete(snapshot));
        age();
        if (wanted || !waiters.isEmpty()) {
            requestUpdate();
        }
    }

    private void failed(Throwable failure) {
        lastFailure = failure;
        notBeforeMs = scheduler.clock().monotonicMs() + backoff.delayMs(failures++);
        LOG.debug("metadata update failed", failure);
        if (wanted || !waiters.isEmpty()) {
            requestUpdate();
        } else {
            age();
        }
    }

    private void publish(ClusterSnapshot changed) {
        snapshot = changed;
        client.learn(changed.nodes());
        List.copyOf(listeners).forEach(listener -> listener.accept(changed));
    }

    private void age() {
        if (aging != null) {
            aging.cancel();
        }
        aging = scheduler.schedule(settings.metadataMaxAgeMs(), this::requestUpdate);
    }

    void close(Throwable reason) {
        closed = true;
        List<Waiter> failed = new ArrayList<>(waiters);
        waiters.clear();
        failed.forEach(waiter -> waiter.future().completeExceptionally(reason));
    }
}
