package io.tailrace.streams;

import io.tailrace.streams.processor.TopicNameExtractor;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link Topology} consists of, for people and tools. {@code toString} prints it in the format that Kafka's tools read.
 *
 * <p><b>Threads:</b> immutable.
 */
public interface TopologyDescription {
    /** Nodes that are connected with each other and work as one task per partition. */
    interface Subtopology {
        int id();

        Set<Node> nodes();
    }

    /** A store that every instance fills from all partitions of a topic. */
    interface GlobalStore {
        Source source();

        Processor processor();

        int id();
    }

    /** A node and its neighbours. */
    interface Node {
        String name();

        Set<Node> predecessors();

        Set<Node> successors();
    }

    /** A node that reads topics. */
    interface Source extends Node {
        /** The topics, or null for a pattern. */
        @Nullable
        Set<String> topicSet();

        /** The pattern, or null for topics. */
        @Nullable
        Pattern topicPattern();
    }

    /** A node that processes records. */
    interface Processor extends Node {
        /** Names of the stores that it uses. */
        Set<String> stores();
    }

    /** A node that writes a topic. */
    interface Sink extends Node {
        /** The topic, or null if it is chosen per record. */
        @Nullable
        String topic();

        /** The extractor, or null if the topic is fixed. */
        @Nullable
        TopicNameExtractor<?, ?> topicNameExtractor();
    }

    Set<Subtopology> subtopologies();

    Set<GlobalStore> globalStores();

    /** The topology as a Mermaid flow chart, for documents. An addition to Kafka's API. */
    default String toMermaid() {
        return MermaidDiagram.of(this);
    }

    /** The topology as JSON, for tools; the fields are described at {@code JsonDescription}. An addition to Kafka's API. */
    default String toJson() {
        return JsonDescription.of(this);
    }
}
