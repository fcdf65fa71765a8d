package io.tailrace.streams;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Writes a topology as a Mermaid flow chart: a box per sub-topology, topics as pipes, stores as cylinders.
 *
 * <p><b>Threads:</b> confined to one call.
 */
final class MermaidDiagram {
    private final StringBuilder text = new StringBuilder("flowchart TD\n");
    private final Map<String, String> ids = new LinkedHashMap<>();

    private MermaidDiagram() {}

    static String of(TopologyDescription description) {
        MermaidDiagram diagram = new MermaidDiagram();
        DescriptionGraph graph = DescriptionGraph.of(description);
        graph.groups().forEach(diagram::addGroup);
        graph.groups().forEach(group -> group.nodes().forEach(diagram::addEdges));
        return diagram.text.toString();
    }

    private void addGroup(DescriptionGraph.Group group) {
        String title = group.isGlobal() ? "Global store " + group.id() : "Sub-topology " + group.id();
        text.append("  subgraph ")
                .append("g")
                .append(group.id())
                .append("[\"")
                .append(title)
                .append("\"]\n");
        for (TopologyDescription.Node node : group.nodes()) {
            text.append("    ")
                    .append(id("node", node.name()))
                    .append("[\"")
                    .append(escaped(node.name()))
                    .append("\"]\n");
            if (node instanceof TopologyDescription.Processor processor) {
                for (String store : new TreeSet<>(processor.stores())) {
                    declare("    ", "store", store, "[(\"", "\")]");
                }
            }
        }
        text.append("  end\n");
    }

    private void addEdges(TopologyDescription.Node node) {
        String self = id("node", node.name());
        if (node instanceof TopologyDescription.Source source) {
            for (String topic : DescriptionGraph.inputsOf(source)) {
                declare("  ", "topic", topic, "([\"", "\"])");
                edge(id("topic", topic), " --> ", self);
            }
        } else if (node instanceof TopologyDescription.Processor processor) {
            new TreeSet<>(processor.stores()).forEach(store -> edge(self, " -.- ", id("store", store)));
        } else if (node instanceof TopologyDescription.Sink sink) {
            String topic = sink.topic() != null ? sink.topic() : "chosen per record";
            declare("  ", "topic", topic, "([\"", "\"])");
            edge(self, " --> ", id("topic", topic));
        }
        node.successors().forEach(next -> edge(self, " --> ", id("node", next.name())));
    }

    private void edge(String from, String arrow, String to) {
        text.append("  ").append(from).append(arrow).append(to).append('\n');
    }

    private void declare(String indent, String kind, String name, String open, String close) {
        if (!ids.containsKey(kind + "/" + name)) {
            text.append(indent)
                    .append(id(kind, name))
                    .append(open)
                    .append(escaped(name))
                    .append(close)
                    .append('\n');
        }
    }

    /** A short identifier; names hold characters that Mermaid does not take in one. */
    private String id(String kind, String name) {
        return ids.computeIfAbsent(kind + "/" + name, key -> kind.charAt(0) + Integer.toString(ids.size()));
    }

    private static String escaped(String name) {
        return name.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
    }
}
