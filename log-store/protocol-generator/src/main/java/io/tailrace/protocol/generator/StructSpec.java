package io.tailrace.protocol.generator;

import java.util.List;

/** A structure with a name of its own: the message itself, a common structure, or one declared in a field. */
record StructSpec(String name, VersionRange versions, List<FieldSpec> fields) {
    StructSpec {
        fields = List.copyOf(fields);
    }
}
