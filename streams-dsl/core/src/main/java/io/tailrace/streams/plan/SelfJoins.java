package io.tailrace.streams.plan;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The rewriting {@code single.store.self.join}: a join of a stream with itself keeps the stream's records once instead of twice. Sources
 * of one topic are merged before, so that two streams of it are the same stream here.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
final class SelfJoins {
    private SelfJoins() {}

    /** Rewrites the self-joins below the node. */
    static void rewrite(PlanNode root) {
        rewrite(root, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static void rewrite(PlanNode node, Set<PlanNode> visited) {
        if (!visited.add(node)) {
            return;
        }
        if (node instanceof StreamJoinNode join) {
            join.rewriteSelfJoin();
        }
        List.copyOf(node.children()).forEach(child -> rewrite(child, visited));
    }
}
