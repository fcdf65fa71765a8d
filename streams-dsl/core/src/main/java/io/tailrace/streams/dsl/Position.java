package io.tailrace.streams.dsl;

import io.tailrace.streams.plan.Plan;
import io.tailrace.streams.plan.PlanNode;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Where a stream or table is in the plan.
 *
 * @param node the node that makes it
 * @param name name of the physical node that forwards its records
 * @param sources source nodes upstream in the same sub-topology
 */
record Position(Plan plan, PlanNode node, String name, Set<String> sources) {
    Position after(PlanNode next) {
        plan.add(node, next);
        return new Position(plan, next, next.name(), sources);
    }

    Position after(PlanNode next, Set<String> newSources) {
        plan.add(node, next);
        return new Position(plan, next, next.name(), newSources);
    }

    Set<String> copartitionWith(Position other) {
        Set<String> all = new LinkedHashSet<>(sources);
        all.addAll(other.sources);
        plan.copartition(all);
        return all;
    }
}
