package io.tailrace.clients.consumer;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Assignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Subscription;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.codec.MalformedMessageException;
import io.tailrace.protocol.message.ConsumerProtocolAssignment;
import io.tailrace.protocol.message.ConsumerProtocolSubscription;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that members of a consumer group tell each other: an int16 version, then Kafka's
 * {@code ConsumerProtocolSubscription} or {@code ConsumerProtocolAssignment} of that version. A version newer than the
 * newest known is read as the newest known: later ones only add at the end.
 */
final class SubscriptionCodec {

    private SubscriptionCodec() {}

    static byte[] write(Subscription subscription) {
        ConsumerProtocolSubscription message = new ConsumerProtocolSubscription()
                .setTopics(new ArrayList<>(new TreeSet<>(subscription.topics())))
                .setUserData(bytes(subscription.userData()))
                .setGenerationId(subscription.generationId().orElse(-1))
                .setRackId(subscription.rackId().orElse(null));
        byTopic(subscription.ownedPartitions())
                .forEach((topic, partitions) -> message.ownedPartitions()
                        .add(new ConsumerProtocolSubscription.TopicPartition()
                                .setTopic(topic)
                                .setPartitions(partitions)));
        return write(message, ConsumerProtocolSubscription.HIGHEST_SUPPORTED_VERSION);
    }

    /** @throws KafkaException if the bytes are not a subscription */
    static Subscription readSubscription(byte[] bytes) {
        ConsumerProtocolSubscription message = read(bytes, new ConsumerProtocolSubscription());
        List<TopicPartition> owned = new ArrayList<>();
        for (ConsumerProtocolSubscription.TopicPartition each : message.ownedPartitions()) {
            for (int partition : each.partitions()) owned.add(new TopicPartition(each.topic(), partition));
        }
        String rack = message.rackId();
        return new Subscription(
                message.topics(),
                buffer(message.userData()),
                owned,
                message.generationId(),
                rack == null || rack.isEmpty() ? Optional.empty() : Optional.of(rack));
    }

    static byte[] write(Assignment assignment) {
        ConsumerProtocolAssignment message = new ConsumerProtocolAssignment().setUserData(bytes(assignment.userData()));
        byTopic(assignment.partitions())
                .forEach((topic, partitions) -> message.assignedPartitions()
                        .add(new ConsumerProtocolAssignment.TopicPartition()
                                .setTopic(topic)
                                .setPartitions(partitions)));
        return write(message, ConsumerProtocolAssignment.HIGHEST_SUPPORTED_VERSION);
    }

    /** @throws KafkaException if the bytes are not an assignment */
    static Assignment readAssignment(byte[] bytes) {
        ConsumerProtocolAssignment message = read(bytes, new ConsumerProtocolAssignment());
        List<TopicPartition> partitions = new ArrayList<>();
        for (ConsumerProtocolAssignment.TopicPartition each : message.assignedPartitions()) {
            for (int partition : each.partitions()) partitions.add(new TopicPartition(each.topic(), partition));
        }
        return new Assignment(partitions, buffer(message.userData()));
    }

    private static byte[] write(ApiMessage message, short version) {
        ByteBuf out = Unpooled.buffer(Short.BYTES + message.size(version));
        out.writeShort(version);
        message.write(out, version);
        byte[] bytes = new byte[out.readableBytes()];
        out.readBytes(bytes);
        return bytes;
    }

    private static <T extends ApiMessage> T read(byte[] bytes, T message) {
        ByteBuf in = Unpooled.wrappedBuffer(bytes);
        try {
            short version = in.readShort();
            if (version < 0) throw new MalformedMessageException("expected a version of 0 or more, found " + version);
            message.read(in, (short) Math.min(version, message.highestSupportedVersion()));
            return message;
        } catch (MalformedMessageException | IndexOutOfBoundsException e) {
            throw new KafkaException(
                    "Cannot read " + message.getClass().getSimpleName() + " in " + bytes.length
                            + " B from a member of the group: " + e.getMessage(),
                    e);
        }
    }

    private static Map<String, List<Integer>> byTopic(List<TopicPartition> partitions) {
        Map<String, List<Integer>> byTopic = new TreeMap<>();
        for (TopicPartition each : partitions) {
            byTopic.computeIfAbsent(each.topic(), topic -> new ArrayList<>()).add(each.partition());
        }
        byTopic.values().forEach(list -> list.sort(null));
        return byTopic;
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) return null;
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
