package io.tailrace.streams.topology;

import io.tailrace.streams.TopologyDescription;
import io.tailrace.streams.processor.TopicNameExtractor;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A node of a description.
 *
 * <p><b>Threads:</b> immutable once {@link Describer} is done.
 */
abstract class Described implements TopologyDescription.Node {
    private final String name;
    int size = 1;
    final Set<TopologyDescription.Node> predecessors = new TreeSet<>(Describer.BY_SIZE_THEN_NAME);
    final Set<TopologyDescription.Node> successors = new TreeSet<>(Describer.BY_SIZE_THEN_NAME);

    private Described(String name) {
        this.name = name;
    }

    static Described of(NodeSpec spec) {
        if (spec instanceof SourceSpec source) {
            return new Source(source);
        }
        if (spec instanceof SinkSpec sink) {
            return new Sink(sink);
        }
        return new Processor((ProcessorSpec) spec);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Set<TopologyDescription.Node> predecessors() {
        return Collections.unmodifiableSet(predecessors);
    }

    @Override
    public Set<TopologyDescription.Node> successors() {
        return Collections.unmodifiableSet(successors);
    }

    /** What makes two nodes equal besides name and parents. */
    abstract Object identity();

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof Described other
                && getClass() == other.getClass()
                && name.equals(other.name)
                && identity().equals(other.identity())
                && predecessors.equals(other.predecessors);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, identity());
    }

    private static String names(Set<TopologyDescription.Node> nodes) {
        if (nodes.isEmpty()) {
            return "none";
        }
        StringJoiner names = new StringJoiner(", ");
        nodes.forEach(node -> names.add(node.name()));
        return names.toString();
    }

    static final class Source extends Described implements TopologyDescription.Source {
        private final @Nullable Set<String> topics;
        private final @Nullable Pattern pattern;

        private Source(SourceSpec spec) {
            super(spec.name());
            this.pattern = spec.pattern();
            this.topics = pattern == null ? new HashSet<>(spec.topics()) : null;
        }

        @Override
        public @Nullable Set<String> topicSet() {
            return topics;
        }

        @Override
        public @Nullable Pattern topicPattern() {
            return pattern;
        }

        @Override
        Object identity() {
            return pattern == null ? Objects.requireNonNull(topics) : pattern.pattern();
        }

        @Override
        public String toString() {
            return "Source: " + name() + " (topics: " + (topics == null ? pattern : topics) + ")\n      --> "
                    + names(successors);
        }
    }

    static final class Processor extends Described implements TopologyDescription.Processor {
        private final Set<String> stores;

        private Processor(ProcessorSpec spec) {
            super(spec.name());
            this.stores = new HashSet<>(spec.stores());
        }

        @Override
        public Set<String> stores() {
            return Collections.unmodifiableSet(stores);
        }

        @Override
        Object identity() {
            return stores;
        }

        @Override
        public String toString() {
            return "Processor: " + name() + " (stores: " + stores + ")\n      --> " + names(successors) + "\n      <-- "
                    + names(predecessors);
        }
    }

    static final class Sink extends Described implements TopologyDescription.Sink {
        private final @Nullable String topic;
        private final @Nullable TopicNameExtractor<?, ?> extractor;

        private Sink(SinkSpec spec) {
            super(spec.name());
            this.topic = spec.topic();
            this.extractor = spec.extractor();
        }

        @Override
        public @Nullable String topic() {
            return topic;
        }

        @Override
        public @Nullable TopicNameExtractor<?, ?> topicNameExtractor() {
            return extractor;
        }

        @Override
        Object identity() {
            return topic != null ? topic : Objects.requireNonNull(extractor);
        }

        @Override
        public String toString() {
            String target = topic != null ? "topic: " + topic : "extractor class: " + extractor;
            return "Sink: " + name() + " (" + target + ")\n      <-- " + names(predecessors);
        }
    }
}
