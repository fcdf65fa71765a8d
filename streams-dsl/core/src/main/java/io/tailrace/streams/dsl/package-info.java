/**
 * The DSL's interfaces over the logical plan: each operation adds a node to the plan, with the name it will have in the topology.
 */
@NullMarked
package io.tailrace.streams.dsl;

import org.jspecify.annotations.NullMarked;
