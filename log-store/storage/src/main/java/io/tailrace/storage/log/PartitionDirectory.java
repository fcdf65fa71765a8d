package io.tailrace.storage.log;

import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The name of a partition's directory, {@code topic-N}; one that is to be deleted is called {@code topic-N.ID-delete}.
 */
record PartitionDirectory(String topic, int partition) {

    static final String DELETE_SUFFIX = "-delete";
    /** Of a copy that Kafka makes while it moves a partition from one data directory to another. */
    static final String FUTURE_SUFFIX = "-future";

    private static final int MAX_NAME = 255;

    /** Empty for names that are no partition's. */
    static Optional<PartitionDirectory> parse(String name) {
        int dash = name.lastIndexOf('-');
        if (dash <= 0 || name.endsWith(DELETE_SUFFIX)) {
            return Optional.empty();
        }
        String number = name.substring(dash + 1);
        try {
            int partition = Integer.parseInt(number);
            boolean canonical = partition >= 0 && Integer.toString(partition).equals(number);
            return canonical
                    ? Optional.of(new PartitionDirectory(name.substring(0, dash), partition))
                    : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    Path in(Path directory) {
        return directory.resolve(name());
    }

    // Spelled out: those of a record are put together at their first use, from some fifty classes, and this is a
    // start's first use.
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PartitionDirectory that && partition == that.partition && topic.equals(that.topic);
    }

    @Override
    public int hashCode() {
        return 31 * topic.hashCode() + partition;
    }

    String name() {
        return topic + "-" + partition;
    }

    /** Where it is renamed to before it is deleted. Kafka's pattern; a topic's name that is too long for it is cut. */
    Path deletedIn(Path directory, UUID topicId) {
        String tail = "-" + partition + "." + topicId.toString().replace("-", "") + DELETE_SUFFIX;
        int room = Math.min(topic.length(), MAX_NAME - tail.length());
        return directory.resolve(topic.substring(0, room) + tail);
    }
}
