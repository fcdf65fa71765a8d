package io.tailrace.protocol.generator;

import java.util.List;

/** A message ready to be emitted: its own fields, and every structure below, each once. */
record MessageModel(MessageSpec spec, StructModel root, List<StructModel> nested) {
    MessageModel {
        nested = List.copyOf(nested);
    }

    String name() {
        return spec.name();
    }
}
