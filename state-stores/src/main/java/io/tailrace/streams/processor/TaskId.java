package io.tailrace.streams.processor;

import io.tailrace.streams.errors.TaskIdFormatException;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Names a task: the sub-topology and the partition that it runs, and the named topology where there is one. Its text,
 * {@code 0_1} or {@code name__0_1}, is also the name of the task's directory.
 *
 * <p><b>Threads:</b> immutable.
 */
public class TaskId implements Comparable<TaskId> {

    /** Stands between the name of a topology and the rest. */
    public static final String NAMED_TOPOLOGY_DELIMITER = "__";

    private static final Comparator<TaskId> ORDER = Comparator.<TaskId, String>comparing(
                    id -> Objects.requireNonNullElse(id.topologyName, ""))
            .thenComparingInt(TaskId::subtopology)
            .thenComparingInt(TaskId::partition);

    private final int subtopology;
    private final int partition;
    private final @Nullable String topologyName;

    public TaskId(int subtopology, int partition) {
        this(subtopology, partition, null);
    }

    public TaskId(int subtopology, int partition, @Nullable String topologyName) {
        this.subtopology = subtopology;
        this.partition = partition;
        this.topologyName = topologyName == null || topologyName.isEmpty() ? null : topologyName;
    }

    public int subtopology() {
        return subtopology;
    }

    public int partition() {
        return partition;
    }

    /** The named topology, or null. */
    public @Nullable String topologyName() {
        return topologyName;
    }

    /**
     * Reads what {@link #toString} wrote.
     *
     * @throws TaskIdFormatException if {@code text} is not {@code [name__]subtopology_partition}
     */
    public static TaskId parse(String text) {
        int nameEnd = text.indexOf(NAMED_TOPOLOGY_DELIMITER);
        String name = nameEnd < 0 ? null : text.substring(0, nameEnd);
        String numbers = nameEnd < 0 ? text : text.substring(nameEnd + NAMED_TOPOLOGY_DELIMITER.length());
        int split = numbers.indexOf('_');
        try {
            if (split > 0) {
                return new TaskId(
                        Integer.parseInt(numbers.substring(0, split)),
                        Integer.parseInt(numbers.substring(split + 1)),
                        name);
            }
        } catch (NumberFormatException e) {
            throw new TaskIdFormatException(expected(text), e);
        }
        throw new TaskIdFormatException(expected(text));
    }

    private static String expected(String text) {
        return "expected a task id such as 0_1 or name__0_1, actual '" + text + "'";
    }

    @Override
    public int compareTo(TaskId other) {
        return ORDER.compare(this, other);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof TaskId that
                        && subtopology == that.subtopology
                        && partition == that.partition
                        && Objects.equals(topologyName, that.topologyName));
    }

    @Override
    public int hashCode() {
        return Objects.hash(subtopology, partition, topologyName);
    }

    @Override
    public String toString() {
        String numbers = subtopology + "_" + partition;
        return topologyName == null ? numbers : topologyName + NAMED_TOPOLOGY_DELIMITER + numbers;
    }
}
