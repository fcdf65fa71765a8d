package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.dispatch.ProtocolErrors;
import io.tailrace.clients.core.ClusterSnapshot;
import io.tailrace.clients.core.Metadata;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TimeoutException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the metadata of topics that the consumer need not be subscribed to.
 *
 * <p><b>Threads:</b> the owner of the consumer.
 */
final class TopicListing {
    private final Function<Metadata, CompletableFuture<ClusterSnapshot>> question;
    private final ConsumerCore core;
    private boolean asking;
    private @Nullable ClusterSnapshot answer;
    private @Nullable RuntimeException failure;

    private TopicListing(ConsumerCore core, Function<Metadata, CompletableFuture<ClusterSnapshot>> question) {
        this.core = core;
        this.question = question;
    }

    static TopicListing of(ConsumerCore core, String topic) {
        return new TopicListing(core, metadata -> {
            boolean mine = !metadata.snapshot().contains(topic);
            CompletableFuture<ClusterSnapshot> answer = metadata.refreshFor(List.of(topic));
            return mine ? answer.whenComplete((snapshot, error) -> metadata.untrack(List.of(topic))) : answer;
        });
    }

    static TopicListing ofAll(ConsumerCore core) {
        boolean keep = core.subscriptions.pattern() != null;
        return new TopicListing(core, metadata -> {
            metadata.trackAll(true);
            return metadata.refresh().whenComplete((snapshot, error) -> metadata.trackAll(keep));
        });
    }

    /** @throws TimeoutException if there is no answer in time */
    ClusterSnapshot await(ConsumerCore consumer, long timeoutMs) {
        boolean done = consumer.drive(
                () -> answer != null || failure != null,
                this::step,
                () -> Long.MAX_VALUE,
                consumer.deadline(timeoutMs));
        if (failure != null) throw failure;
        if (!done || answer == null) throw new TimeoutException("Timeout expired while fetching topic metadata");
        return answer;
    }

    private void step() {
        if (asking || answer != null) return;
        asking = true;
        core.dispatcher.askMetadata(question, (snapshot, error) -> {
            asking = false;
            if (snapshot != null) {
                answer = snapshot;
            } else if (!(error instanceof RetriableException)) {
                failure = ProtocolErrors.exception(error);
            }
        });
    }
}
