package io.tailrace.streams.runtime;

import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the leader tells a member besides its partitions: the task of each, or why there are none.
 *
 * <pre>
 * version (1) | error (1) | n (4) | n × task (8) | where all tasks are
 * </pre>
 *
 * @param tasks the task of each assigned partition, in the order of the partitions by topic and number
 * @param cluster where all tasks are; see {@link ClusterTasks} for its form
 */
record AssignmentInfo(Problem problem, List<TaskId> tasks, ClusterTasks cluster) {
    private static final byte VERSION = 2;

    /** Why nothing was assigned. */
    enum Problem {
        NONE(0),
        MISSING_SOURCE_TOPIC(1),
        BAD_TOPOLOGY(2),
        SHUTDOWN_REQUESTED(3);

        private final byte code;

        Problem(int code) {
            this.code = (byte) code;
        }
    }

    ByteBuffer encode() {
        ByteBuffer buffer =
                ByteBuffer.allocate(2 + Integer.BYTES + tasks.size() * 2 * Integer.BYTES + cluster.sizeBytes());
        buffer.put(VERSION).put(problem.code).putInt(tasks.size());
        tasks.forEach(task -> buffer.putInt(task.subtopology()).putInt(task.partition()));
        cluster.encode(buffer);
        return buffer.flip();
    }

    /** @throws TaskAssignmentException if the bytes are not of this form */
    static AssignmentInfo decode(@Nullable ByteBuffer userData, int partitions) {
        if (userData == null || userData.remaining() < 2 + Integer.BYTES) {
            throw new TaskAssignmentException("Expected assignment info, found nothing");
        }
        ByteBuffer buffer = userData.duplicate();
        byte version = buffer.get();
        byte problem = buffer.get();
        int count = buffer.getInt();
        if (version != VERSION
                || problem < 0
                || problem >= Problem.values().length
                || count != partitions
                || buffer.remaining() < count * 2 * Integer.BYTES) {
            throw new TaskAssignmentException("Expected assignment info of version " + VERSION + " for " + partitions
                    + " partitions, found version " + version + ", problem " + problem + ", " + count + " tasks");
        }
        List<TaskId> tasks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            tasks.add(new TaskId(buffer.getInt(), buffer.getInt()));
        }
        return new AssignmentInfo(Problem.values()[problem], tasks, ClusterTasks.decode(buffer));
    }
}
