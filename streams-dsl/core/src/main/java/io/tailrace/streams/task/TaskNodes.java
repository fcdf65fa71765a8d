package io.tailrace.streams.task;

import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.topology.NodeSpec;
import io.tailrace.streams.topology.ProcessorSpec;
import io.tailrace.streams.topology.SinkSpec;
import io.tailrace.streams.topology.SourceSpec;
import io.tailrace.streams.topology.Subtopology;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The running nodes of a sub-topology.
 *
 * <p><b>Threads:</b> the task's thread.
 */
final class TaskNodes {
    private final Map<String, RuntimeNode> byName = new LinkedHashMap<>();
    private final Map<String, NodeContext> contexts = new HashMap<>();

    private TaskNodes() {}

    static TaskNodes of(Subtopology subtopology, TaskState state) {
        return of(subtopology.nodes(), state, Set.of());
    }

    /** @param commonStores stores that all processors may use besides their own */
    static TaskNodes of(List<NodeSpec> specs, TaskState state, Set<String> commonStores) {
        TaskNodes nodes = new TaskNodes();
        for (NodeSpec spec : specs) {
            RuntimeNode node = nodes.make(spec, state.settings);
            nodes.byName.put(spec.name(), node);
            Set<String> stores = new HashSet<>(commonStores);
            if (spec instanceof ProcessorSpec processor) {
                stores.addAll(processor.stores());
            }
            nodes.contexts.put(spec.name(), new NodeContext(state, node, stores));
            for (String parent : spec.predecessors()) {
                nodes.byName.get(parent).addChild(node);
            }
        }
        return nodes;
    }

    private RuntimeNode make(NodeSpec spec, TaskSettings settings) {
        if (spec instanceof SourceSpec source) {
            return new SourceRuntime(
                    source.name(),
                    source.keyDeserializer() != null
                            ? source.keyDeserializer()
                            : settings.keySerde().get().deserializer(),
                    source.valueDeserializer() != null
                            ? source.valueDeserializer()
                            : settings.valueSerde().get().deserializer(),
                    source.timestampExtractor() != null ? source.timestampExtractor() : settings.timestampExtractor());
        }
        if (spec instanceof SinkSpec sink) {
            return new SinkRuntime(sink);
        }
        return ProcessorRuntime.of((ProcessorSpec) spec);
    }

    SourceRuntime source(String name) {
        return (SourceRuntime) byName.get(name);
    }

    NodeContext context(String name) {
        return contexts.get(name);
    }

    void init() {
        byName.forEach((name, node) -> node.init(contexts.get(name)));
    }

    /** Tells all processors of stream time that advanced without a record. */
    void advanceTime(long streamTimeMs) {
        for (RuntimeNode node : byName.values()) {
            if (node instanceof ProcessorRuntime processor) {
                processor.advanceTime(streamTimeMs);
            }
        }
    }

    /** Closes all nodes; throws the first error at the end. */
    void close() {
        StreamsException first = null;
        for (RuntimeNode node : byName.values()) {
            try {
                node.close();
            } catch (StreamsException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
