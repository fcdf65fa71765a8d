package io.tailrace.streams;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes a topology as JSON, with fields that stay as they are:
 *
 * <pre>
 * {"subtopologies": [{"id": 0, "global": false, "nodes": [
 *   {"name": "…", "type": "source", "topics": ["…"], "pattern": null, "successors": ["…"]},
 *   {"name": "…", "type": "processor", "stores": ["…"], "predecessors": ["…"], "successors": ["…"]},
 *   {"name": "…", "type": "sink", "topic": "…", "extractor": null, "predecessors": ["…"]}]}]}
 * </pre>
 *
 * <p><b>Threads:</b> stateless.
 */
final class JsonDescription {
    private JsonDescription() {}

    static String of(TopologyDescription description) {
        List<String> groups = new ArrayList<>();
        for (DescriptionGraph.Group group : DescriptionGraph.of(description).groups()) {
            List<String> nodes = new ArrayList<>();
            group.nodes().forEach(node -> nodes.add(node(node)));
            groups.add("{\"id\": " + group.id() + ", \"global\": " + group.isGlobal() + ", \"nodes\": [\n    "
                    + String.join(",\n    ", nodes) + "]}");
        }
        return "{\"subtopologies\": [\n  " + String.join(",\n  ", groups) + "]}\n";
    }

    private static String node(TopologyDescription.Node node) {
        String name = "{\"name\": " + string(node.name());
        if (node instanceof TopologyDescription.Source source) {
            Set<String> topics = source.topicSet();
            return name + ", \"type\": \"source\", \"topics\": " + strings(topics == null ? Set.of() : topics)
                    + ", \"pattern\": " + string(source.topicPattern()) + ", \"successors\": "
                    + names(node.successors()) + "}";
        }
        if (node instanceof TopologyDescription.Processor processor) {
            return name + ", \"type\": \"processor\", \"stores\": " + strings(processor.stores())
                    + ", \"predecessors\": " + names(node.predecessors()) + ", \"successors\": "
                    + names(node.successors()) + "}";
        }
        TopologyDescription.Sink sink = (TopologyDescription.Sink) node;
        return name + ", \"type\": \"sink\", \"topic\": " + string(sink.topic()) + ", \"extractor\": "
                + string(sink.topicNameExtractor()) + ", \"predecessors\": " + names(node.predecessors()) + "}";
    }

    private static String names(Set<TopologyDescription.Node> nodes) {
        return array(nodes.stream().map(TopologyDescription.Node::name).toList());
    }

    private static String strings(Set<String> strings) {
        return array(new TreeSet<>(strings));
    }

    private static String array(Collection<String> strings) {
        List<String> quoted = new ArrayList<>();
        strings.forEach(each -> quoted.add(string(each)));
        return "[" + String.join(", ", quoted) + "]";
    }

    private static String string(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toString().toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
