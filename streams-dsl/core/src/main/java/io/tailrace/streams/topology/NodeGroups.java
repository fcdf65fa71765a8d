package io.tailrace.streams.topology;

import java.util.HashMap;
import java.util.Map;

/**
 * Which nodes hang together: union-find over node names.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class NodeGroups {
    private final Map<String, String> parents = new HashMap<>();

    void add(String node) {
        parents.putIfAbsent(node, node);
    }

    String root(String node) {
        String root = node;
        while (!parents.get(root).equals(root)) {
            root = parents.get(root);
        }
        String current = node;
        while (!current.equals(root)) {
            current = parents.put(current, root);
        }
        return root;
    }

    void unite(String node, String other) {
        String left = root(node);
        String right = root(other);
        if (!left.equals(right)) {
            parents.put(left, right);
        }
    }
}
