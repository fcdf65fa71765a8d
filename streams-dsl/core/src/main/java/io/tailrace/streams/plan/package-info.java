/**
 * The logical graph that the DSL builds: one node per operation, each of which knows how to write itself to the physical topology.
 * Kept apart so that rewriting the graph (merging repartitions, reusing topics) has a place before anything physical exists.
 */
@NullMarked
package io.tailrace.streams.plan;

import org.jspecify.annotations.NullMarked;
