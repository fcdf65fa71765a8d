package io.tailrace.streams.topology;

import java.util.List;

/** A node of the topology as declared. */
public sealed interface NodeSpec permits SourceSpec, ProcessorSpec, SinkSpec {
    String name();

    List<String> predecessors();
}
