/**
 * The physical topology: sources, processors, sinks and stores by name, how they are connected, the sub-topologies that follow from
 * it, and the internal topics they need. Nothing here runs; {@code task} makes running nodes of it.
 */
@NullMarked
package io.tailrace.streams.topology;

import org.jspecify.annotations.NullMarked;
