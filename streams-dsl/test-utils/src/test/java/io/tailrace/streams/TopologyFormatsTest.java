package io.tailrace.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tailrace.common.serialization.Serdes;
import io.tailrace.streams.kstream.Consumed;
import io.tailrace.streams.kstream.Grouped;
import io.tailrace.streams.kstream.Materialized;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The formats of a topology's description, and when two are equal. */
final class TopologyFormatsTest {
    private static Topology counting(String store) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.String(), Serdes.String()))
                .groupBy((key, value) -> value, Grouped.with("by-value", Serdes.String(), Serdes.String()))
                .count(Materialized.as(store))
                .toStream()
                .to((key, value, context) -> "out-" + key);
        return builder.build();
    }

    @Test
    void shouldWriteMermaid() {
        assertThat(counting("counts").describe().toMermaid()).isEqualTo("""
                        flowchart TD
                          subgraph g0["Sub-topology 0"]
                            n0["KSTREAM-SOURCE-0000000000"]
                            n1["by-value"]
                            n2["by-value-repartition-filter"]
                            n3["by-value-repartition-sink"]
                          end
                          subgraph g1["Sub-topology 1"]
                            n4["by-value-repartition-source"]
                            n5["KSTREAM-AGGREGATE-0000000002"]
                            s6[("counts")]
                            n7["KTABLE-TOSTREAM-0000000006"]
                            n8["KSTREAM-SINK-0000000007"]
                          end
                          t9(["in"])
                          t9 --> n0
                          n0 --> n1
                          n1 --> n2
                          n2 --> n3
                          t10(["by-value-repartition"])
                          n3 --> t10
                          t10 --> n4
                          n4 --> n5
                          n5 -.- s6
                          n5 --> n7
                          n7 --> n8
                          t11(["chosen per record"])
                          n8 --> t11
                        """);
    }

    @Test
    void shouldBeginWithTheNameOfATopologyThatHasOne() {
        StreamsConfig config = new StreamsConfig(Map.of("application.id", "app", "bootstrap.servers", "localhost:1"));
        Topology named = new Topology(new TopologyConfig("orders", config, new Properties()));
        Topology unnamed = new Topology(new TopologyConfig(config));
        named.addSource("source", "in");
        unnamed.addSource("source", "in");

        assertThat(named.describe().toString()).startsWith("Topology: orders:\n   Sub-topology: 0\n");
        assertThat(unnamed.describe().toString()).startsWith("Topologies:\n   Sub-topology: 0\n");
    }

    @Test
    void shouldWriteJson() {
        Topology topology = new Topology();
        topology.addSource("s", "b", "a")
                .addSource("p", Pattern.compile("x\"y\\d"))
                .addSink("k", "out", "s", "p");

        assertThat(topology.describe().toJson()).isEqualTo("""
                        {"subtopologies": [
                          {"id": 0, "global": false, "nodes": [
                            {"name": "p", "type": "source", "topics": [], "pattern": "x\\"y\\\\d", "successors": ["k"]},
                            {"name": "s", "type": "source", "topics": ["a", "b"], "pattern": null, "successors": ["k"]},
                            {"name": "k", "type": "sink", "topic": "out", "extractor": null, "predecessors": ["s", "p"]}]}]}
                        """);
    }

    @Test
    void shouldBeEqualIfTopologiesAre() {
        Topology one = new Topology().addSource("s", "a").addSink("k", "out", "s");
        Topology same = new Topology().addSource("s", "a").addSink("k", "out", "s");
        Topology other = new Topology().addSource("s", "a").addSink("k", "elsewhere", "s");

        assertThat(one.describe()).isEqualTo(same.describe()).hasSameHashCodeAs(same.describe());
        assertThat(one.describe()).isNotEqualTo(other.describe());
    }
}
