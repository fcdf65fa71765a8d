package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.Dispatcher;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Metadata;
import io.tailrace.common.errors.InvalidTopicException;
import io.tailrace.common.errors.TopicAuthorizationException;
import io.tailrace.protocol.ErrorCode;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Has the metadata ask for the topics that the consumer is about, and finds those that a pattern matches.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class TopicTracking {
    private final Dispatcher dispatcher;
    private final SubscriptionState subscriptions;
    private final boolean excludeInternalTopics;
    private final long retryMs;
    private Set<String> tracked = Set.of();
    private int followedTopics = -1;
    private long followedMetadata = -1;
    private @Nullable Pattern pattern;
    private boolean allKnown;
    private boolean someMissing;
    private long retryAtMs = Long.MIN_VALUE;

    TopicTracking(Dispatcher dispatcher, SubscriptionState subscriptions, ConsumerSettings settings) {
        this.dispatcher = dispatcher;
        this.subscriptions = subscriptions;
        this.excludeInternalTopics = settings.excludeInternalTopics();
        this.retryMs = Math.max(
                settings.retryBackoffMs(), dispatcher.client().settings().retryBackoffMaxMs());
    }

    /** Whether everything is known that a pattern could match. */
    boolean isReady() {
        return subscriptions.pattern() == null || allKnown;
    }

    long nextStepMs() {
        return someMissing ? retryAtMs : Long.MAX_VALUE;
    }

    /**
     * Follows changes of the subscription and of the metadata.
     *
     * @throws TopicAuthorizationException if a topic may not be read
     * @throws InvalidTopicException if a name is not one a topic can have
     */
    void step(long nowMs) {
        if (followedTopics != subscriptions.topicsVersion()) {
            followedTopics = subscriptions.topicsVersion();
            followedMetadata = -1;
            followPattern();
            follow(new HashSet<>(subscriptions.metadataTopics()));
        }
        ClusterSnapshot cluster = dispatcher.client().metadata().snapshot();
        if (cluster.version() != followedMetadata) {
            followedMetadata = cluster.version();
            if (pattern != null && allKnown) match(cluster, pattern);
            check(cluster);
        }
        if (someMissing && nowMs >= retryAtMs) {
            retryAtMs = nowMs + retryMs;
            dispatcher.withMetadata(Metadata::requestUpdate);
        }
    }

    private void followPattern() {
        Pattern wanted = subscriptions.pattern();
        if (wanted == pattern) return;
        pattern = wanted;
        allKnown = false;
        dispatcher.withMetadata(metadata -> metadata.trackAll(wanted != null));
        if (wanted != null) learnAll(wanted);
    }

    private void learnAll(Pattern wanted) {
        dispatcher.<ClusterSnapshot>askMetadata(Metadata::refresh, (snapshot, failure) -> {
            if (pattern != wanted) return;
            if (failure != null) {
                learnAll(wanted);
            } else {
                allKnown = true;
                followedMetadata = -1;
            }
        });
    }

    private void follow(Set<String> wanted) {
        if (wanted.equals(tracked)) return;
        Set<String> added = new HashSet<>(wanted);
        added.removeAll(tracked);
        Set<String> removed = new HashSet<>(tracked);
        removed.removeAll(wanted);
        tracked = wanted;
        dispatcher.withMetadata(metadata -> {
            metadata.untrack(removed);
            metadata.track(added);
            if (!added.isEmpty() && !metadata.snapshot().topics().containsAll(added)) metadata.requestUpdate();
        });
    }

    private void match(ClusterSnapshot cluster, Pattern wanted) {
        Set<String> matching = new HashSet<>();
        for (String topic : cluster.topics()) {
            boolean hidden = excludeInternalTopics && cluster.isInternal(topic);
            if (!hidden && wanted.matcher(topic).matches()) matching.add(topic);
        }
        subscriptions.setMatching(matching);
    }

    private void check(ClusterSnapshot cluster) {
        Set<String> unauthorized = new HashSet<>();
        Set<String> invalid = new HashSet<>();
        boolean missing = false;
        for (String topic : tracked) {
            ErrorCode error = cluster.error(topic);
            if (error == ErrorCode.TOPIC_AUTHORIZATION_FAILED) unauthorized.add(topic);
            if (error == ErrorCode.INVALID_TOPIC_EXCEPTION) invalid.add(topic);
            missing |= error != null && error.retriable();
        }
        someMissing = missing;
        if (!unauthorized.isEmpty()) throw new TopicAuthorizationException(unauthorized);
        if (!invalid.isEmpty()) throw new InvalidTopicException(invalid);
    }
}
