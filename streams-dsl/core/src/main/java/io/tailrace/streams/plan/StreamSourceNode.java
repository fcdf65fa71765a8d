package io.tailrace.streams.plan;

import io.tailrace.streams.AutoOffsetReset;
import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads topics as a stream. */
public final class StreamSourceNode extends PlanNode {
    private final Set<String> topics;
    private final @Nullable Pattern pattern;
    private final SourceReading reading;
    private @Nullable AutoOffsetReset offsetReset;

    public StreamSourceNode(String name, Collection<String> topics, @Nullable Pattern pattern, SourceReading reading) {
        super(name);
        this.topics = new LinkedHashSet<>(topics);
        this.pattern = pattern;
        this.reading = reading;
        this.offsetReset = reading.offsetReset();
    }

    Set<String> topics() {
        return topics;
    }

    @Nullable
    Pattern pattern() {
        return pattern;
    }

    void absorb(StreamSourceNode other) {
        if (other.offsetReset != null) {
            if (offsetReset != null && !offsetReset.equals(other.offsetReset)) {
                throw new TopologyException(
                        "Can't configure different offset reset policies on the same input topic(s): " + topics + " of "
                                + name() + " and " + other.name());
            }
            offsetReset = other.offsetReset;
        }
    }

    @Override
    void writeTo(TopologyGraph graph) {
        graph.addSource(new SourceSpec(
                name(),
                new ArrayList<>(topics),
                pattern,
                offsetReset,
                reading.timestampExtractor(),
                reading.keyDeserializer(),
                reading.valueDeserializer(),
                reading.idleTimeoutMs()));
    }
}
