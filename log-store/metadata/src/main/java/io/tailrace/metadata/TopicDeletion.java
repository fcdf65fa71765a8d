package io.tailrace.metadata;

import io.tailrace.metadata.MetadataCommand.DeleteTopics;
import io.tailrace.metadata.MetadataRecord.TopicRemovedRecord;
import io.tailrace.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Decides {@link DeleteTopics}. */
final class TopicDeletion {

    private TopicDeletion() {}

    static MetadataDecision<List<DeleteTopicResult>> decide(MetadataImage image, DeleteTopics command) {
        List<MetadataRecord> records = new ArrayList<>();
        List<DeleteTopicResult> results = new ArrayList<>();
        Set<UUID> deleted = new HashSet<>();
        for (TopicRef ref : command.topics()) {
            if ((ref.name() == null) == (ref.id() == null)) {
                results.add(failed(ref, ErrorCode.INVALID_REQUEST, "expected either a topic name or a topic id"));
                continue;
            }
            TopicImage topic = find(image, ref);
            if (topic == null) {
                results.add(
                        ref.id() != null
                                ? failed(ref, ErrorCode.UNKNOWN_TOPIC_ID, "This server does not host this topic id.")
                                : failed(
                                        ref,
                                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                                        "This server does not host this topic."));
            } else if (!deleted.add(topic.id())) {
                results.add(failed(ref, ErrorCode.INVALID_REQUEST, "The request names this topic more than once."));
            } else {
                records.add(new TopicRemovedRecord(topic.id()));
                results.add(new DeleteTopicResult(topic.name(), topic.id(), ErrorCode.NONE, null));
            }
        }
        return new MetadataDecision<>(records, results);
    }

    private static @Nullable TopicImage find(MetadataImage image, TopicRef ref) {
        String name = ref.name();
        UUID id = ref.id();
        if (name != null) {
            return image.topic(name);
        }
        return id == null ? null : image.topic(id);
    }

    private static DeleteTopicResult failed(TopicRef ref, ErrorCode error, String message) {
        return new DeleteTopicResult(ref.name(), ref.id(), error, message);
    }
}
