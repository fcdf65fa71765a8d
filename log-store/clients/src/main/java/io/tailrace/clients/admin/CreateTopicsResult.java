package io.tailrace.clients.admin;

import io.tailrace.common.KafkaFuture;
import io.tailrace.common.Uuid;
import java.util.HashMap;
import java.util.Map;

/** The outcome of {@link Admin#createTopics}. */
public class CreateTopicsResult {
    private final Map<String, KafkaFuture<TopicMetadataAndConfig>> futures;

    protected CreateTopicsResult(Map<String, KafkaFuture<TopicMetadataAndConfig>> futures) {
        this.futures = futures;
    }

    /** The outcome of each topic, by name. */
    public Map<String, KafkaFuture<Void>> values() {
        Map<String, KafkaFuture<Void>> values = new HashMap<>();
        futures.forEach((topic, future) -> values.put(topic, future.thenApply(made -> null)));
        return values;
    }

    /** Succeeds if every topic was made. */
    public KafkaFuture<Void> all() {
        return Futures.allOf(futures.values());
    }

    /** The settings that the topic was made with. */
    public KafkaFuture<Config> config(String topic) {
        return Futures.of(futures, topic).thenApply(TopicMetadataAndConfig::config);
    }

    public KafkaFuture<Uuid> topicId(String topic) {
        return Futures.of(futures, topic).thenApply(TopicMetadataAndConfig::topicId);
    }

    public KafkaFuture<Integer> numPartitions(String topic) {
        return Futures.of(futures, topic).thenApply(TopicMetadataAndConfig::numPartitions);
    }

    public KafkaFuture<Integer> replicationFactor(String topic) {
        return Futures.of(futures, topic).thenApply(TopicMetadataAndConfig::replicationFactor);
    }

    /** What the broker says of a topic it made; counts are -1 where it does not say. */
    public record TopicMetadataAndConfig(Uuid topicId, int numPartitions, int replicationFactor, Config config) {}
}
