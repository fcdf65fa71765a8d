package io.tailrace.cli;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Strongly connected components of more than one node (Tarjan, 1972): each is a knot of cycles. */
final class PackageCycles {

    private final Map<String, Set<String>> graph;
    private final Map<String, Integer> order = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final Set<String> isOpen = new HashSet<>();
    private final List<Set<String>> knots = new ArrayList<>();

    PackageCycles(Map<String, Set<String>> graph) {
        this.graph = graph;
    }

    List<Set<String>> find() {
        for (String node : graph.keySet()) {
            if (!order.containsKey(node)) {
                visit(node);
            }
        }
        return knots;
    }

    private void visit(String node) {
        order.put(node, order.size());
        lowest.put(node, order.get(node));
        open.push(node);
        isOpen.add(node);
        for (String next : graph.getOrDefault(node, Set.of())) {
            if (!order.containsKey(next)) {
                visit(next);
                lowest.merge(node, lowest.get(next), Math::min);
            } else if (isOpen.contains(next)) {
                lowest.merge(node, order.get(next), Math::min);
            }
        }
        if (lowest.get(node).equals(order.get(node))) {
            Set<String> knot = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                isOpen.remove(member);
                knot.add(member);
            } while (!member.equals(node));
            if (knot.size() > 1) {
                knots.add(knot);
            }
        }
    }
}
