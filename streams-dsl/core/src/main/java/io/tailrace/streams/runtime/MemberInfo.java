package io.tailrace.streams.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a thread tells the group's leader: which process it belongs to and which tasks it has, or has state of.
 *
 * <pre>
 * version (1) | flags (1) | process id (16) | n (4) | n × task (8) | m (4) | m × task (8) | endpoint
 * </pre>
 *
 * A task is its sub-topology (4) and partition (4). Flag 1: the application is to shut down.
 *
 * @param running tasks that the thread runs
 * @param onDisk tasks of which the process has state
 * @param endpoint what the process gave as {@code application.server}, or empty; length (4) and UTF-8
 */
record MemberInfo(UUID processId, boolean shutdownRequested, Set<TaskId> running, Set<TaskId> onDisk, String endpoint) {
    private static final byte VERSION = 2;
    private static final int TASK_BYTES = 2 * Integer.BYTES;
    private static final int FIXED_BYTES = 2 + 2 * Long.BYTES + 3 * Integer.BYTES;

    ByteBuffer encode() {
        byte[] endpointBytes = endpoint.getBytes(UTF_8);
        ByteBuffer buffer =
                ByteBuffer.allocate(FIXED_BYTES + TASK_BYTES * (running.size() + onDisk.size()) + endpointBytes.length);
        buffer.put(VERSION).put((byte) (shutdownRequested ? 1 : 0));
        buffer.putLong(processId.getMostSignificantBits()).putLong(processId.getLeastSignificantBits());
        putTasks(buffer, running);
        putTasks(buffer, onDisk);
        buffer.putInt(endpointBytes.length).put(endpointBytes);
        return buffer.flip();
    }

    private static void putTasks(ByteBuffer buffer, Set<TaskId> tasks) {
        buffer.putInt(tasks.size());
        tasks.forEach(task -> buffer.putInt(task.subtopology()).putInt(task.partition()));
    }

    /** @throws TaskAssignmentException if the bytes are not of this form */
    static MemberInfo decode(String member, @Nullable ByteBuffer userData) {
        if (userData == null || userData.remaining() < FIXED_BYTES) {
            throw new TaskAssignmentException(
                    "Expected member info of at least " + FIXED_BYTES + " bytes from " + member
                            + ", found " + (userData == null ? 0 : userData.remaining())
                            + ". Does another kind of consumer use this application.id as its group?");
        }
        ByteBuffer buffer = userData.duplicate();
        byte version = buffer.get();
        if (version != VERSION) {
            throw new TaskAssignmentException(
                    "Expected member info of version " + VERSION + " from " + member + ", found " + version);
        }
        boolean shutdown = buffer.get() == 1;
        UUID process = new UUID(buffer.getLong(), buffer.getLong());
        Set<TaskId> running = tasks(member, buffer);
        Set<TaskId> onDisk = tasks(member, buffer);
        return new MemberInfo(process, shutdown, running, onDisk, ClusterTasks.text(buffer));
    }

    private static Set<TaskId> tasks(String member, ByteBuffer buffer) {
        int count = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (count < 0 || count > buffer.remaining() / TASK_BYTES) {
            throw new TaskAssignmentException("Expected a task count that fits " + buffer.remaining()
                    + " bytes of member info from " + member + ", found " + count);
        }
        Set<TaskId> tasks = new TreeSet<>();
        for (int i = 0; i < count; i++) {
            tasks.add(new TaskId(buffer.getInt(), buffer.getInt()));
        }
        return tasks;
    }
}
