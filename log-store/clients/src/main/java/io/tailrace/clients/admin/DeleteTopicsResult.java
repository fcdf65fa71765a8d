package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Uuid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of {@link Admin#deleteTopics}. */
public class DeleteTopicsResult {
    private final @Nullable Map<Uuid, KafkaFuture<Void>> ids;
    private final @Nullable Map<String, KafkaFuture<Void>> names;

    /** One of the two is null: topics were named by id or by name. */
    protected DeleteTopicsResult(
            @Nullable Map<Uuid, KafkaFuture<Void>> ids, @Nullable Map<String, KafkaFuture<Void>> names) {
        this.ids = ids;
        this.names = names;
    }

    /** The outcome of each topic by id, or null if they were named by name. */
    public @Nullable Map<Uuid, KafkaFuture<Void>> topicIdValues() {
        return ids;
    }

    /** The outcome of each topic by name, or null if they were named by id. */
    public @Nullable Map<String, KafkaFuture<Void>> topicNameValues() {
        return names;
    }

    /** Succeeds if every topic was deleted. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(names == null ? requireIds().values() : names.values());
    }

    private Map<Uuid, KafkaFuture<Void>> requireIds() {
        if (ids == null) {
            throw new IllegalStateException("expected topics asked for by id, found names");
        }
        return ids;
    }
}
