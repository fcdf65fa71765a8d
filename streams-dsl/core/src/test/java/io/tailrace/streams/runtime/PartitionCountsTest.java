package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.streams.StreamsBuilder;
import io.tailrace.streams.Topology;
import io.tailrace.streams.errors.MissingSourceTopicException;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.kstream.KTable;
import io.tailrace.streams.kstream.Materialized;
import io.tailrace.streams.kstream.TableJoined;
import io.tailrace.streams.topology.CompiledTopology;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Checks partition counts of internal topics and tasks. */
final class PartitionCountsTest {
    private static PartitionCounts counts(StreamsBuilder builder, Map<String, Integer> existing) {
        CompiledTopology topology = Topology.graphOf(builder.build()).compile("app");
        return PartitionCounts.of(topology, existing.keySet(), existing::get);
    }

    private static Map<String, Integer> byName(PartitionCounts counts) {
        Map<String, Integer> names = new TreeMap<>();
        counts.internalTopics().forEach((topic, partitions) -> names.put(topic.name(), partitions));
        return names;
    }

    @Test
    void shouldGiveRepartitionTopicAndChangelogThePartitionsOfTheInput() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in").groupBy((k, v) -> v).count(Materialized.as("c"));
        PartitionCounts counts = counts(builder, Map.of("in", 5));
        assertThat(byName(counts)).isEqualTo(Map.of("app-c-repartition", 5, "app-c-changelog", 5));
        assertThat(counts.tasks()).hasSize(10);
    }

    @Test
    void shouldAlignRepartitionTopicWithTableItIsJoinedWith() {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<Object, Object> table = builder.table("t");
        builder.stream("in").selectKey((k, v) -> v).join(table, (v, row) -> v).to("out");
        PartitionCounts counts = counts(builder, Map.of("in", 2, "t", 6));
        assertThat(byName(counts)).containsEntry("app-KSTREAM-KEY-SELECT-0000000004-repartition", 6);
    }

    @Test
    void shouldCountWhereAForeignKeyJoinSendsRecordsRound() {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<Object, Object> left = builder.table("l");
        KTable<Object, Object> right = builder.table("r");
        left.join(right, value -> value, (a, b) -> a, TableJoined.as("fk"))
                .toStream()
                .to("out");
        assertThat(byName(counts(builder, Map.of("l", 3, "r", 5))))
                .containsEntry("app-fk-subscription-registration-topic", 5)
                .containsEntry("app-fk-subscription-response-topic", 3);
    }

    @Test
    void shouldNameTopicsAndCountsThatAreNotCopartitioned() {
        StreamsBuilder builder = new StreamsBuilder();
        KTable<Object, Object> table = builder.table("t");
        builder.stream("in").join(table, (v, row) -> v).to("out");
        assertThatThrownBy(() -> counts(builder, Map.of("in", 2, "t", 6)))
                .isInstanceOf(TopologyException.class)
                .hasMessageContaining("in=2, t=6");
    }

    @Test
    void shouldNameMissingSourceTopics() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in").to("out");
        assertThatThrownBy(() -> counts(builder, Map.of()))
                .isInstanceOf(MissingSourceTopicException.class)
                .hasMessageContaining("in");
    }
}
