package io.tailrace.streams.topology;

import java.util.List;
import java.util.Map;

/**
 * The global stores of a topology and the nodes that fill them.
 *
 * @param nodes parents before children
 * @param sources sources by topic
 * @param stores the stores
 */
public record GlobalTopology(List<NodeSpec> nodes, Map<String, SourceSpec> sources, List<GlobalStoreSpec> stores) {}
