package io.tailrace.clients.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Assignment;
import io.tailrace.clients.consumer.ConsumerPartitionAssignor.Subscription;
import io.tailrace.common.KafkaException;
import io.tailrace.common.TopicPartition;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.internals.ConsumerProtocol;
import org.junit.jupiter.api.Test;

/** What members tell each other, held against kafka-clients' own codec. */
class SubscriptionCodecTest {
    private static final List<TopicPartition> OWNED =
            List.of(new TopicPartition("b", 2), new TopicPartition("a", 1), new TopicPartition("a", 0));
    private static final List<org.apache.kafka.common.TopicPartition> KAFKA_OWNED = OWNED.stream()
            .map(p -> new org.apache.kafka.common.TopicPartition(p.topic(), p.partition()))
            .toList();

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    @Test
    void shouldWriteSubscriptionsAsKafka() {
        for (String rack : Arrays.asList(null, "r1")) {
            for (byte[] userData : Arrays.asList(null, new byte[0], new byte[] {1, 2, 3})) {
                Subscription ours = new Subscription(
                        List.of("b", "a"),
                        userData == null ? null : ByteBuffer.wrap(userData),
                        OWNED,
                        7,
                        Optional.ofNullable(rack));
                var theirs = new org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription(
                        List.of("b", "a"),
                        userData == null ? null : ByteBuffer.wrap(userData),
                        KAFKA_OWNED,
                        7,
                        Optional.ofNullable(rack));
                assertThat(SubscriptionCodec.write(ours))
                        .isEqualTo(bytes(ConsumerProtocol.serializeSubscription(theirs)));
            }
        }
    }

    @Test
    void shouldReadSubscriptionsOfEveryVersionOfKafka() {
        var theirs = new org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription(
                List.of("a", "b"), ByteBuffer.wrap(new byte[] {9}), KAFKA_OWNED, 7, Optional.of("r1"));
        for (short version = 0; version <= 3; version++) {
            Subscription read =
                    SubscriptionCodec.readSubscription(bytes(ConsumerProtocol.serializeSubscription(theirs, version)));
            assertThat(read.topics()).containsExactly("a", "b");
            assertThat(read.userData()).isEqualTo(ByteBuffer.wrap(new byte[] {9}));
            assertThat(read.ownedPartitions()).hasSize(version >= 1 ? 3 : 0);
            assertThat(read.generationId()).isEqualTo(version >= 2 ? Optional.of(7) : Optional.empty());
            assertThat(read.rackId()).isEqualTo(version >= 3 ? Optional.of("r1") : Optional.empty());
        }
    }

    @Test
    void shouldReadAVersionThatIsNewerThanKnown() {
        byte[] bytes = SubscriptionCodec.write(new Subscription(List.of("a")));
        bytes[1] = 99;
        assertThat(SubscriptionCodec.readSubscription(bytes).topics()).containsExactly("a");
    }

    @Test
    void shouldWriteAndReadAssignmentsAsKafka() {
        byte[] ours = SubscriptionCodec.write(new Assignment(OWNED, ByteBuffer.wrap(new byte[] {4})));
        var theirs = ConsumerProtocol.deserializeAssignment(ByteBuffer.wrap(ours));
        assertThat(theirs.partitions()).containsExactlyInAnyOrderElementsOf(KAFKA_OWNED);
        assertThat(theirs.userData()).isEqualTo(ByteBuffer.wrap(new byte[] {4}));
        byte[] back = bytes(ConsumerProtocol.serializeAssignment(theirs));
        assertThat(SubscriptionCodec.readAssignment(back).partitions()).containsExactlyInAnyOrderElementsOf(OWNED);
    }

    @Test
    void shouldRefuseBytesThatAreNoSubscription() {
        for (byte[] bytes :
                List.of(new byte[0], new byte[] {0}, new byte[] {0, 1, 127, -1, -1, -1}, new byte[] {-1, -1, 0, 0})) {
            assertThatThrownBy(() -> SubscriptionCodec.readSubscription(bytes)).isInstanceOf(KafkaException.class);
        }
    }
}
