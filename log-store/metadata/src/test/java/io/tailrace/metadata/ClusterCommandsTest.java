package io.tailrace.metadata;

import static io.tailrace.metadata.MetadataFixture.broker;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.buffer.Unpooled;
import io.tailrace.metadata.MetadataCommand.AllocateProducerIds;
import io.tailrace.metadata.MetadataCommand.InitializeCluster;
import io.tailrace.metadata.MetadataCommand.UnregisterBroker;
import io.tailrace.metadata.MetadataRecord.PartitionRecord;
import io.tailrace.metadata.MetadataRecord.TopicRemovedRecord;
import io.tailrace.metadata.MetadataRecord.UnknownRecord;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.MalformedMessageException;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ClusterCommandsTest {

    private final MetadataFixture metadata = new MetadataFixture();

    @Test
    void shouldInitialiseOnce() {
        assertThat(initialise("one")).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().clusterId()).isEqualTo("one");
        assertThat(metadata.image().features()).containsEntry("transaction.version", (short) 2);
        assertThat(initialise("one")).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().version()).isEqualTo(2);
        assertThat(initialise("two")).isEqualTo(ErrorCode.INCONSISTENT_CLUSTER_ID);
    }

    private ErrorCode initialise(String id) {
        return metadata.submit(new InitializeCluster(id, Map.of("transaction.version", (short) 2)))
                .error();
    }

    @Test
    void shouldGiveEveryRegistrationAHigherEpoch() {
        long first = metadata.submit(broker(0, 1, null)).brokerEpoch();
        long other = metadata.submit(broker(1, 1, null)).brokerEpoch();
        long again = metadata.submit(broker(0, 2, null)).brokerEpoch();
        assertThat(other).isGreaterThan(first);
        assertThat(again).isGreaterThan(other);
        assertThat(metadata.submit(broker(0, 2, null)).brokerEpoch())
                .as("same process, nothing new")
                .isEqualTo(again);
        assertThat(metadata.submit(broker(-1, 1, null)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void shouldBeginLeaderEpochsWhenTheProcessOfTheLeaderIsNew() {
        metadata.submit(broker(0, 1, null));
        metadata.create("t", 2, 1);
        metadata.submit(broker(0, 1, "rack"));
        assertThat(metadata.image().topic("t").partitions())
                .allSatisfy(p -> assertThat(p.leaderEpoch()).isZero());
        metadata.submit(broker(0, 2, "rack"));
        assertThat(metadata.image().topic("t").partitions()).allSatisfy(p -> {
            assertThat(p.leaderEpoch()).isEqualTo(1);
            assertThat(p.partitionEpoch()).isEqualTo(1);
            assertThat(p.leader()).isZero();
        });
    }

    @Test
    void shouldUnregisterOnlyBrokersWithoutReplicas() {
        metadata.submit(broker(0, 1, null));
        metadata.create("t", 1, 1);
        metadata.submit(broker(1, 1, null));
        assertThat(metadata.submit(new UnregisterBroker(0)).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
        assertThat(metadata.submit(new UnregisterBroker(1)).error()).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.submit(new UnregisterBroker(1)).error()).isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
        assertThat(metadata.image().brokers()).extracting(BrokerImage::id).containsExactly(0);
    }

    @Test
    void shouldGiveOutBlocksOfProducerIdsThatDoNotOverlap() {
        long epoch = metadata.submit(broker(0, 1, null)).brokerEpoch();
        ProducerIdBlock first = metadata.submit(new AllocateProducerIds(0, epoch));
        ProducerIdBlock second = metadata.submit(new AllocateProducerIds(0, epoch));
        assertThat(first.firstId()).isZero();
        assertThat(second.firstId()).isEqualTo(first.firstId() + first.size());
        assertThat(metadata.submit(new AllocateProducerIds(0, epoch + 1)).error())
                .isEqualTo(ErrorCode.STALE_BROKER_EPOCH);
        assertThat(metadata.submit(new AllocateProducerIds(5, epoch)).error())
                .isEqualTo(ErrorCode.BROKER_ID_NOT_REGISTERED);
    }

    @Test
    void shouldMakeTheSameImageOutOfLogAndSnapshot() {
        initialise("one");
        long epoch = metadata.submit(broker(0, 1, "rack")).brokerEpoch();
        metadata.submit(broker(1, 1, null));
        metadata.create(MetadataFixture.configured("a", "retention.ms", "5"));
        metadata.create("b", 20, 2);
        metadata.submit(new AllocateProducerIds(0, epoch));
        MetadataImage image = metadata.image();

        MetadataImage one = MetadataImage.empty();
        for (MetadataRecord record : metadata.log()) {
            one = one.apply(record);
        }
        assertThat(one).isEqualTo(image);
        List<MetadataRecord> snapshot = image.toRecords().stream()
                .map(r -> MetadataRecordCodec.decode(Unpooled.wrappedBuffer(MetadataRecordCodec.encode(r))))
                .toList();
        MetadataImage restored = MetadataImage.fromSnapshot(image.version(), snapshot);
        assertThat(restored).isEqualTo(image);
        assertThat(restored.topic(image.topic("b").id())).isEqualTo(image.topic("b"));
    }

    @Test
    void shouldLeaveEarlierImagesAsTheyWere() {
        metadata.submit(broker(0, 1, null));
        metadata.create("a", 1, 1);
        MetadataImage before = metadata.image();
        List<MetadataRecord> snapshot = before.toRecords();
        metadata.create("b", 1, 1);
        metadata.submit(new MetadataCommand.DeleteTopics(List.of(new TopicRef("a", null))));
        assertThat(before.toRecords()).isEqualTo(snapshot);
        assertThat(before.topic("b")).isNull();
    }

    @Test
    void shouldRefuseRecordsThatContradictTheImage() {
        PartitionImage partition = new PartitionImage(0, 0, 0, List.of(0), List.of(0));
        assertThatThrownBy(() -> MetadataImage.empty().apply(new PartitionRecord(new UUID(1, 1), 0, partition)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MetadataImage.empty().apply(new TopicRemovedRecord(new UUID(1, 1))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shouldStepOverKindsAndFieldsOfLaterVersions() {
        byte[] laterKind = {99, 1, 2, 3};
        MetadataRecord unknown = MetadataRecordCodec.decode(Unpooled.wrappedBuffer(laterKind));
        assertThat(unknown).isInstanceOf(UnknownRecord.class);
        assertThat(MetadataRecordCodec.encode(unknown)).isEqualTo(laterKind);
        assertThat(MetadataImage.empty().apply(unknown).version()).isEqualTo(1);

        byte[] producerIdsWithLaterField = {9, 1, 1, 20, 55, 2, 0, 0};
        assertThat(MetadataRecordCodec.decode(Unpooled.wrappedBuffer(producerIdsWithLaterField)))
                .isEqualTo(new MetadataRecord.ProducerIdsRecord(10));
    }

    @Test
    void shouldRefuseDamagedBytesWithoutHarm() {
        Random random = new Random(1);
        initialise("one");
        metadata.submit(broker(0, 1, "rack"));
        metadata.create("b", 2, 1);
        for (MetadataRecord record : metadata.log()) {
            byte[] good = MetadataRecordCodec.encode(record);
            for (int i = 0; i < 500; i++) {
                byte[] bad = good.clone();
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
                try {
                    MetadataRecordCodec.decode(Unpooled.wrappedBuffer(bad, 0, random.nextInt(bad.length) + 1));
                } catch (MalformedMessageException expected) {
                    assertThat(expected.getMessage()).isNotEmpty();
                }
            }
        }
    }
}
