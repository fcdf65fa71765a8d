package io.tailrace.metadata;

import static io.tailrace.metadata.MetadataFixture.assigned;
import static io.tailrace.metadata.MetadataFixture.configured;
import static io.tailrace.metadata.MetadataFixture.topic;
import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.config.ConfigResource;
import io.tailrace.metadata.MetadataCommand.CreatePartitions;
import io.tailrace.metadata.MetadataCommand.CreateTopics;
import io.tailrace.metadata.MetadataCommand.DeleteTopics;
import io.tailrace.protocol.ErrorCode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicCommandsTest {

    private final MetadataFixture metadata = MetadataFixture.withBrokers(3);

    @Test
    void shouldCreateATopicWithDefaults() {
        CreateTopicResult result = metadata.create("clicks", -1, -1);
        assertThat(result.error()).isEqualTo(ErrorCode.NONE);
        assertThat(result.partitions()).isEqualTo(3);
        assertThat(result.replicationFactor()).isEqualTo((short) 1);
        TopicImage topic = metadata.image().topic("clicks");
        assertThat(topic).isNotNull().isEqualTo(metadata.image().topic(result.id()));
        assertThat(topic.partitions()).hasSize(3).allSatisfy(p -> {
            assertThat(p.leaderEpoch()).isZero();
            assertThat(p.replicas()).containsExactly(p.leader()).isEqualTo(p.isr());
        });
    }

    @Test
    void shouldSpreadLeadersAndReplicas() {
        metadata.create("t", 30, 2);
        Map<Integer, Integer> leaders = new HashMap<>();
        Map<Integer, Integer> replicas = new HashMap<>();
        for (PartitionImage partition : metadata.image().topic("t").partitions()) {
            leaders.merge(partition.leader(), 1, Integer::sum);
            partition.replicas().forEach(id -> replicas.merge(id, 1, Integer::sum));
            assertThat(new HashSet<>(partition.replicas())).hasSize(2);
        }
        assertThat(leaders).containsEntry(0, 10).containsEntry(1, 10).containsEntry(2, 10);
        assertThat(replicas).containsEntry(0, 20).containsEntry(1, 20).containsEntry(2, 20);
    }

    @Test
    void shouldPlaceReplicasInDifferentRacksWhenRacksAreEven() {
        MetadataFixture racks = new MetadataFixture();
        for (int id = 0; id < 6; id++) {
            racks.submit(MetadataFixture.broker(id, 1, "rack" + id / 2));
        }
        racks.create("t", 6, 3);
        assertThat(racks.image().topic("t").partitions())
                .allSatisfy(
                        p -> assertThat(p.replicas().stream().map(id -> id / 2).distinct())
                                .hasSize(3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a b", "a/b", "ü", "a\0", "x!"})
    void shouldRefuseBadNames(String name) {
        CreateTopicResult result = metadata.create(name, 1, 1);
        assertThat(result.error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(result.message()).startsWith("Topic name is invalid");
    }

    @Test
    void shouldLimitTheLengthOfNames() {
        assertThat(metadata.create("x".repeat(249), 1, 1).error()).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.create("x".repeat(250), 1, 1).error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
    }

    @Test
    void shouldRefuseNamesThatExistOrCollide() {
        metadata.create("my.topic", 1, 1);
        assertThat(metadata.create("my.topic", 1, 1).error()).isEqualTo(ErrorCode.TOPIC_ALREADY_EXISTS);
        CreateTopicResult collision = metadata.create("my_topic", 1, 1);
        assertThat(collision.error()).isEqualTo(ErrorCode.INVALID_TOPIC_EXCEPTION);
        assertThat(collision.message()).contains("my.topic");
        assertThat(metadata.create("my-topic", 1, 1).error()).isEqualTo(ErrorCode.NONE);
        List<CreateTopicResult> together = metadata.submit(new CreateTopics(
                List.of(topic("a.b", 1, 1), topic("a_b", 1, 1), topic("c", 1, 1), topic("c", 1, 1)), false));
        assertThat(together)
                .extracting(CreateTopicResult::error)
                .containsExactly(
                        ErrorCode.NONE,
                        ErrorCode.INVALID_TOPIC_EXCEPTION,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.INVALID_REQUEST);
    }

    @Test
    void shouldRefuseBadNumbers() {
        assertThat(metadata.create("t", 0, 1).error()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(metadata.create("t", -2, 1).error()).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(metadata.create("t", 1, 0).error()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(metadata.create("t", 1, 4).error()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(metadata.create("t", 10_001, 1).error()).isEqualTo(ErrorCode.POLICY_VIOLATION);
        assertThat(new MetadataFixture().create("t", 1, 1).error()).isEqualTo(ErrorCode.INVALID_REPLICATION_FACTOR);
        assertThat(metadata.image().topics()).isEmpty();
    }

    @Test
    void shouldTakeAssignmentsAsGivenIfTheyAreRight() {
        CreateTopicResult result = metadata.create(assigned("t", Map.of(0, List.of(2, 1), 1, List.of(0, 2))));
        assertThat(result.partitions()).isEqualTo(2);
        assertThat(metadata.image().topic("t").partitions().get(0).replicas()).containsExactly(2, 1);

        for (Map<Integer, List<Integer>> wrong : List.of(
                Map.of(1, List.of(0)),
                Map.of(0, List.of(0, 0)),
                Map.of(0, List.of(9)),
                Map.of(0, List.<Integer>of()),
                Map.of(0, List.of(0), 1, List.of(0, 1)))) {
            assertThat(metadata.create(assigned("u", wrong)).error()).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        }
        NewTopic both = new NewTopic("u", 1, (short) 1, Map.of(0, List.of(0)), Map.of());
        assertThat(metadata.create(both).error()).isEqualTo(ErrorCode.INVALID_REQUEST);
    }

    @Test
    void shouldStoreConfigsAndRefuseWrongOnes() {
        assertThat(metadata.create(configured("t", "retention.ms", "1000")).configs())
                .containsEntry("retention.ms", "1000");
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, "t");
        assertThat(metadata.image().configs(resource)).containsEntry("retention.ms", "1000");

        CreateTopicResult mistyped = metadata.create(configured("u", "retenton.ms", "1000"));
        assertThat(mistyped.error()).isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(mistyped.message()).contains("retention.ms");
        assertThat(metadata.create(configured("u", "retention.ms", "long")).error())
                .isEqualTo(ErrorCode.INVALID_CONFIG);
        assertThat(metadata.create(configured("u", "retention.ms", null)).error())
                .isEqualTo(ErrorCode.INVALID_CONFIG);
    }

    @Test
    void shouldChangeNothingWhenOnlyValidating() {
        MetadataImage before = metadata.image();
        CreateTopicResult result = metadata.submit(new CreateTopics(List.of(topic("t", 2, 1)), true))
                .get(0);
        assertThat(result.error()).isEqualTo(ErrorCode.NONE);
        assertThat(result.partitions()).isEqualTo(2);
        assertThat(result.id()).isEqualTo(new UUID(0, 0));
        metadata.submit(new CreatePartitions(List.of(), true));
        assertThat(metadata.image()).isEqualTo(before);
    }

    @Test
    void shouldDeleteTopicsByNameOrId() {
        metadata.create(configured("a", "retention.ms", "1"));
        UUID b = metadata.create("b", 1, 1).id();
        List<DeleteTopicResult> results = metadata.submit(new DeleteTopics(List.of(
                new TopicRef("a", null),
                new TopicRef(null, b),
                new TopicRef("b", null),
                new TopicRef("none", null),
                new TopicRef(null, new UUID(9, 9)),
                new TopicRef(null, null))));
        assertThat(results)
                .extracting(DeleteTopicResult::error)
                .containsExactly(
                        ErrorCode.NONE,
                        ErrorCode.NONE,
                        ErrorCode.INVALID_REQUEST,
                        ErrorCode.UNKNOWN_TOPIC_OR_PARTITION,
                        ErrorCode.UNKNOWN_TOPIC_ID,
                        ErrorCode.INVALID_REQUEST);
        assertThat(results.get(1).name()).isEqualTo("b");
        assertThat(metadata.image().topics()).isEmpty();
        assertThat(metadata.image().configs()).isEmpty();
    }

    @Test
    void shouldGiveARecreatedTopicANewId() {
        UUID first = metadata.create("a", 1, 1).id();
        metadata.submit(new DeleteTopics(List.of(new TopicRef("a", null))));
        assertThat(metadata.create("a", 1, 1).id()).isNotEqualTo(first);
        assertThat(metadata.image().topic(first)).isNull();
    }

    @Test
    void shouldOnlyAddPartitions() {
        metadata.create("t", 2, 2);
        assertThat(grow("t", 5, null)).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().topic("t").partitions())
                .hasSize(5)
                .allSatisfy(p -> assertThat(p.replicas()).hasSize(2));
        assertThat(grow("t", 5, null)).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(grow("t", 4, null)).isEqualTo(ErrorCode.INVALID_PARTITIONS);
        assertThat(grow("none", 4, null)).isEqualTo(ErrorCode.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(grow("t", 6, List.of())).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(grow("t", 6, List.of(List.of(1)))).isEqualTo(ErrorCode.INVALID_REPLICA_ASSIGNMENT);
        assertThat(grow("t", 6, List.of(List.of(2, 0)))).isEqualTo(ErrorCode.NONE);
        assertThat(metadata.image().topic("t").partitions().get(5).leader()).isEqualTo(2);
        assertThat(grow("t", Integer.MAX_VALUE, null)).isEqualTo(ErrorCode.POLICY_VIOLATION);
    }

    private ErrorCode grow(String topic, int total, @Nullable List<List<Integer>> assignments) {
        return metadata.submit(new CreatePartitions(List.of(new NewPartitions(topic, total, assignments)), false))
                .get(0)
                .error();
    }
}
