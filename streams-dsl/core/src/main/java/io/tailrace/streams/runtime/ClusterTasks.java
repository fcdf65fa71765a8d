package io.tailrace.streams.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.streams.errors.TaskAssignmentException;
import io.tailrace.streams.processor.TaskId;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which tasks are where: what the leader tells all members, so that each instance can say where a key is.
 *
 * <pre>
 * n (4) | n × (endpoint | m (4) | m × task (8)) | k (4) | k × (topic | partitions (4))
 * texts: length (4) | UTF-8
 * </pre>
 *
 * @param byEndpoint the tasks of the instances that have an {@code application.server}, by what they gave for it
 * @param partitionCounts of the input topics
 */
record ClusterTasks(Map<String, Set<TaskId>> byEndpoint, Map<String, Integer> partitionCounts) {
    static final ClusterTasks UNKNOWN = new ClusterTasks(Map.of(), Map.of());

    int sizeBytes() {
        int size = 2 * Integer.BYTES;
        for (Map.Entry<String, Set<TaskId>> entry : byEndpoint.entrySet()) {
            size += sizeBytes(entry.getKey()) + Integer.BYTES + entry.getValue().size() * 2 * Integer.BYTES;
        }
        for (String topic : partitionCounts.keySet()) {
            size += sizeBytes(topic) + Integer.BYTES;
        }
        return size;
    }

    private static int sizeBytes(String text) {
        return Integer.BYTES + text.getBytes(UTF_8).length;
    }

    void encode(ByteBuffer buffer) {
        buffer.putInt(byEndpoint.size());
        byEndpoint.forEach((endpoint, tasks) -> {
            putText(buffer, endpoint);
            buffer.putInt(tasks.size());
            tasks.forEach(task -> buffer.putInt(task.subtopology()).putInt(task.partition()));
        });
        buffer.putInt(partitionCounts.size());
        partitionCounts.forEach((topic, count) -> {
            putText(buffer, topic);
            buffer.putInt(count);
        });
    }

    static void putText(ByteBuffer buffer, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        buffer.putInt(bytes.length).put(bytes);
    }

    /** @throws TaskAssignmentException if the bytes are not of this form */
    static ClusterTasks decode(ByteBuffer buffer) {
        Map<String, Set<TaskId>> byEndpoint = new TreeMap<>();
        int endpoints = count(buffer, 2 * Integer.BYTES);
        for (int i = 0; i < endpoints; i++) {
            String endpoint = text(buffer);
            Set<TaskId> tasks = new TreeSet<>();
            int count = count(buffer, 2 * Integer.BYTES);
            for (int j = 0; j < count; j++) {
                tasks.add(new TaskId(buffer.getInt(), buffer.getInt()));
            }
            byEndpoint.put(endpoint, tasks);
        }
        Map<String, Integer> partitionCounts = new TreeMap<>();
        int topics = count(buffer, 2 * Integer.BYTES);
        for (int i = 0; i < topics; i++) {
            String topic = text(buffer);
            if (buffer.remaining() < Integer.BYTES) {
                throw malformed("a partition count", buffer);
            }
            partitionCounts.put(topic, buffer.getInt());
        }
        return new ClusterTasks(byEndpoint, partitionCounts);
    }

    static String text(ByteBuffer buffer) {
        byte[] bytes = new byte[count(buffer, 1)];
        buffer.get(bytes);
        return new String(bytes, UTF_8);
    }

    /** A count of things that take at least so many bytes each. */
    private static int count(ByteBuffer buffer, int bytesEach) {
        int count = buffer.remaining() < Integer.BYTES ? -1 : buffer.getInt();
        if (count < 0 || count > buffer.remaining() / bytesEach) {
            throw malformed("a count that fits", buffer);
        }
        return count;
    }

    private static TaskAssignmentException malformed(String expected, ByteBuffer buffer) {
        return new TaskAssignmentException("Expected " + expected + " at byte " + buffer.position()
                + " of what the leader or a member sent, found " + buffer.remaining() + " bytes left");
    }
}
