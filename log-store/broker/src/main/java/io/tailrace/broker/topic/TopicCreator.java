package io.tailrace.broker.topic;

import io.tailrace.broker.config.BrokerConfig;
import io.tailrace.common.config.TopicConfig;
import io.tailrace.metadata.CreateTopicResult;
import io.tailrace.metadata.MetadataCommand;
import io.tailrace.metadata.MetadataQuorum;
import io.tailrace.metadata.NewTopic;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics that nobody asked for by CreateTopics: those that a client wants to use, and the one that keeps group
 * state.
 *
 * <p><b>Threads:</b> any.
 */
public final class TopicCreator {

    /** The topic that keeps group state, as in Kafka. */
    public static final String OFFSETS_TOPIC = "__consumer_offsets";

    private static final String TRANSACTION_TOPIC = "__transaction_state";
    private static final Logger LOG = LoggerFactory.getLogger(TopicCreator.class);

    private final MetadataQuorum quorum;
    private final BrokerConfig config;

    public TopicCreator(MetadataQuorum quorum, BrokerConfig config) {
        this.quorum = quorum;
        this.config = config;
    }

    /** Whether clients may not write to this topic, and see it marked as internal. */
    public static boolean isInternal(String topic) {
        return topic.equals(OFFSETS_TOPIC) || topic.equals(TRANSACTION_TOPIC);
    }

    /**
     * Creates the topics that do not exist, with the server's defaults.
     *
     * @return what became of each name: {@link ErrorCode#NONE} also where somebody else was faster
     */
    public CompletableFuture<Map<String, ErrorCode>> create(Collection<String> names) {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : names) {
            topics.add(name.equals(OFFSETS_TOPIC) ? offsetsTopic() : plainTopic(name));
        }
        return quorum.submit(new MetadataCommand.CreateTopics(topics, false)).thenApply(results -> {
            Map<String, ErrorCode> outcome = new HashMap<>();
            for (CreateTopicResult result : results) {
                ErrorCode error = result.error() == ErrorCode.TOPIC_ALREADY_EXISTS ? ErrorCode.NONE : result.error();
                outcome.put(result.name(), error);
                if (error == ErrorCode.NONE) {
                    LOG.info("Created topic '{}' with {} partitions on first use", result.name(), result.partitions());
                } else {
                    LOG.info("Topic '{}' is not created on first use: {}", result.name(), result.message());
                }
            }
            return outcome;
        });
    }

    private static NewTopic plainTopic(String name) {
        return new NewTopic(name, -1, (short) -1, Map.of(), Map.of());
    }

    private NewTopic offsetsTopic() {
        Map<String, String> overrides = Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, "compact",
                TopicConfig.COMPRESSION_TYPE_CONFIG, "producer",
                TopicConfig.SEGMENT_BYTES_CONFIG, Integer.toString(config.offsetsTopicSegmentBytes()));
        return new NewTopic(
                OFFSETS_TOPIC,
                config.offsetsTopicPartitions(),
                config.offsetsTopicReplicationFactor(),
                Map.of(),
                overrides);
    }
}
