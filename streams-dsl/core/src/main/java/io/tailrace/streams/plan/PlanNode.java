package io.tailrace.streams.plan;

import io.tailrace.streams.errors.TopologyException;
import io.tailrace.streams.topology.TopologyGraph;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An operation of the DSL in the logical graph.
 *
 * <p><b>Threads:</b> the thread that builds the topology.
 */
public abstract class PlanNode {
    private final String name;
    private final List<PlanNode> parents = new ArrayList<>();
    private final List<PlanNode> children = new ArrayList<>();
    private int order;
    private boolean written;
    private boolean changesKey;
    private boolean changesValue;
    private boolean merges;
    private @Nullable Boolean outputVersioned;

    protected PlanNode(String name) {
        this.name = name;
    }

    public final String name() {
        return name;
    }

    /** Adds the physical nodes and stores; all parents are there already. */
    abstract void writeTo(TopologyGraph graph);

    /** Time in ms after its end at which a window of this node's result is final, or -1 if this node has no windows. */
    long windowCloseMs() {
        return -1;
    }

    /** True if records without a key have to reach this node, so that a repartition upstream must keep them. */
    boolean acceptsNullKeys() {
        return false;
    }

    /** Says that records may have another key after this node. */
    public final PlanNode markKeyChanging() {
        changesKey = true;
        return this;
    }

    /** Says that records may have another value after this node. */
    public final PlanNode markValueChanging() {
        changesValue = true;
        return this;
    }

    /** Says that streams meet in this node. */
    public final PlanNode markMerging() {
        merges = true;
        return this;
    }

    final boolean changesKey() {
        return changesKey;
    }

    final boolean changesValue() {
        return changesValue;
    }

    final boolean merges() {
        return merges;
    }

    /** Says whether the table that this node makes is a versioned one; without, it is if those it is made of are. */
    public final void outputVersioned(boolean versioned) {
        outputVersioned = versioned;
    }

    /** What was said about it, or null. */
    public final @Nullable Boolean outputVersioned() {
        return outputVersioned;
    }

    /** Whether this node makes a versioned table, by itself or because all of its parents do. */
    final boolean isVersioned() {
        if (outputVersioned != null) {
            return outputVersioned;
        }
        return !parents.isEmpty() && parents.stream().allMatch(PlanNode::isVersioned);
    }

    /** The table that a parent makes is versioned. */
    void useVersionsOf(PlanNode parent) {}

    final List<PlanNode> parents() {
        return parents;
    }

    final List<PlanNode> children() {
        return children;
    }

    final List<String> parentNames() {
        return parents.stream().map(PlanNode::name).toList();
    }

    final void addChild(PlanNode child, int order) {
        if (!children.contains(child)) {
            children.add(child);
        }
        if (!child.parents.contains(this)) {
            child.parents.add(this);
        }
        child.order = order;
    }

    final void removeChild(PlanNode child) {
        children.remove(child);
        child.parents.remove(this);
    }

    final int order() {
        return order;
    }

    final boolean readyToWrite() {
        return !written && parents.stream().allMatch(parent -> parent.written);
    }

    final void write(TopologyGraph graph) {
        writeTo(graph);
        written = true;
    }

    /**
     * Grace of the nearest windowed aggregation upstream.
     *
     * @throws TopologyException if there is none
     */
    public final long findWindowCloseMs() {
        return findWindowCloseMs("");
    }

    private long findWindowCloseMs(String chain) {
        long own = windowCloseMs();
        if (own >= 0) {
            return own;
        }
        String path = chain.isEmpty() ? name : name + "->" + chain;
        if (parents.isEmpty() || parents.get(0) instanceof Plan.Root) {
            throw new TopologyException(
                    "Window close time is only defined for windowed computations. Got [root->" + path + "].");
        }
        long longest = -1;
        for (PlanNode parent : parents) {
            longest = Math.max(longest, parent.findWindowCloseMs(path));
        }
        return longest;
    }
}
