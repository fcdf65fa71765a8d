package io.tailrace.metadata;

import java.util.List;
import java.util.UUID;

/**
 * A topic.
 *
 * @param partitions by their index
 */
public record TopicImage(String name, UUID id, List<PartitionImage> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
    }
}
