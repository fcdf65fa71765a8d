package io.tailrace.metadata;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A topic.
 *
 * @param partitions by their index
 */
public record TopicImage(String name, UUID id, List<PartitionImage> partitions) {

    public TopicImage {
        partitions = List.copyOf(partitions);
    }

    // Spelled out, since most images are compared with themselves, and what a record brings is put together from some
    // fifty classes.
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TopicImage that
                        && name.equals(that.name)
                        && id.equals(that.id)
                        && partitions.equals(that.partitions));
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + id.hashCode()) + partitions.hashCode();
    }
}
