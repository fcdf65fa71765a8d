package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A global store of a description.
 *
 * <p><b>Threads:</b> immutable.
 */
final class DescribedGlobalStore implements TopologyDescription.GlobalStore {
    private final int id;
    private final TopologyDescription.Source source;
    private final TopologyDescription.Processor processor;

    DescribedGlobalStore(int id, TopologyDescription.Source source, TopologyDescription.Processor processor) {
        this.id = id;
        this.source = source;
        this.processor = processor;
    }

    @Override
    public int id() {
        return id;
    }

    @Override
    public TopologyDescription.Source source() {
        return source;
    }

    @Override
    public TopologyDescription.Processor processor() {
        return processor;
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof DescribedGlobalStore other
                && source.equals(other.source)
                && processor.equals(other.processor);
    }

    @Override
    public int hashCode() {
        return Objects.hash(source, processor);
    }

    @Override
    public String toString() {
        return "Sub-topology: " + id + " for global store (will not generate tasks)\n    " + source + "\n    "
                + processor + "\n";
    }
}
