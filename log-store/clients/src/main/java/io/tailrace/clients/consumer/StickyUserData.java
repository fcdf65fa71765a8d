package io.tailrace.clients.consumer;

import io.tailrace.clients.consumer.AssignorInput.Claim;
import io.tailrace.clients.consumer.assignment.GroupMemberView;
import io.tailrace.common.TopicPartition;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a member of the {@code sticky} assignor tells the leader of its last assignment. Big-endian:
 *
 * <pre>
 *   int32 number of topics
 *     int16 length, UTF-8 topic name
 *     int32 number of partitions, int32 each
 *   int32 generation                          (absent in version 0)
 * </pre>
 */
final class StickyUserData {

    private StickyUserData() {}

    static ByteBuffer write(List<TopicPartition> assigned, int generation) {
        Map<String, List<Integer>> byTopic = new HashMap<>();
        for (TopicPartition partition : assigned) {
            byTopic.computeIfAbsent(partition.topic(), topic -> new ArrayList<>())
                    .add(partition.partition());
        }
        int size = 4 + 4;
        for (String topic : byTopic.keySet()) size += 2 + topic.getBytes(StandardCharsets.UTF_8).length + 4;
        ByteBuffer buffer = ByteBuffer.allocate(size + 4 * assigned.size());
        buffer.putInt(byTopic.size());
        byTopic.forEach((topic, partitions) -> {
            byte[] name = topic.getBytes(StandardCharsets.UTF_8);
            buffer.putShort((short) name.length).put(name).putInt(partitions.size());
            partitions.forEach(buffer::putInt);
        });
        buffer.putInt(generation);
        return buffer.flip();
    }

    /** Whatever cannot be read counts as no claim: it comes from another member's client. */
    static Claim read(@Nullable ByteBuffer userData) {
        if (userData == null || !userData.hasRemaining()) return Claim.NOTHING;
        ByteBuffer buffer = userData.duplicate();
        try {
            List<TopicPartition> owned = new ArrayList<>();
            for (int topics = length(buffer.getInt(), 6, buffer); topics > 0; topics--) {
                byte[] name = new byte[length(buffer.getShort(), 1, buffer)];
                buffer.get(name);
                String topic = new String(name, StandardCharsets.UTF_8);
                for (int partitions = length(buffer.getInt(), 4, buffer); partitions > 0; partitions--) {
                    owned.add(new TopicPartition(topic, buffer.getInt()));
                }
            }
            int generation = buffer.remaining() >= 4 ? buffer.getInt() : GroupMemberView.NO_GENERATION;
            return new Claim(owned, generation);
        } catch (BufferUnderflowException e) {
            return Claim.NOTHING;
        }
    }

    private static int length(int claimed, int bytesEach, ByteBuffer buffer) {
        if (claimed < 0 || (long) claimed * bytesEach > buffer.remaining()) throw new BufferUnderflowException();
        return claimed;
    }
}
