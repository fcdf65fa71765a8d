package io.tailrace.streams.topology;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A processor node.
 *
 * @param supplier a ProcessorSupplier or FixedKeyProcessorSupplier
 * @param stores names of its stores; grows while the topology is built
 */
public record ProcessorSpec(String name, List<String> predecessors, Supplier<?> supplier, Set<String> stores)
        implements NodeSpec {}
