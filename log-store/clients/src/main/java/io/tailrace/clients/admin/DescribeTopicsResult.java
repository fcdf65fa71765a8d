package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Uuid;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The outcome of {@link Admin#describeTopics}. */
public class DescribeTopicsResult {
    private final @Nullable Map<Uuid, KafkaFuture<TopicDescription>> ids;
    private final @Nullable Map<String, KafkaFuture<TopicDescription>> names;

    /** One of the two is null: topics were named by id or by name. */
    protected DescribeTopicsResult(
            @Nullable Map<Uuid, KafkaFuture<TopicDescription>> ids,
            @Nullable Map<String, KafkaFuture<TopicDescription>> names) {
        this.ids = ids;
        this.names = names;
    }

    /** The outcome of each topic by id, or null if they were named by name. */
    public @Nullable Map<Uuid, KafkaFuture<TopicDescription>> topicIdValues() {
        return ids;
    }

    /** The outcome of each topic by name, or null if they were named by id. */
    public @Nullable Map<String, KafkaFuture<TopicDescription>> topicNameValues() {
        return names;
    }

    /** All topics by name; fails if one fails. */
    public KafkaFuture<Map<String, TopicDescription>> allTopicNames() {
        return Futures.all(names());
    }

    /** All topics by id; fails if one fails. */
    public KafkaFuture<Map<Uuid, TopicDescription>> allTopicIds() {
        return Futures.all(requireIds());
    }

    private Map<String, KafkaFuture<TopicDescription>> names() {
        if (names == null) {
            throw new IllegalStateException("expected topics asked for by name, found ids");
        }
        return names;
    }

    private Map<Uuid, KafkaFuture<TopicDescription>> requireIds() {
        if (ids == null) {
            throw new IllegalStateException("expected topics asked for by id, found names");
        }
        return ids;
    }
}
