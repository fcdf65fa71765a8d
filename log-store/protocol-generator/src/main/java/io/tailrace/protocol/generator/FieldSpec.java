package io.tailrace.protocol.generator;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One field as written in a specification file.
 *
 * @param name as written, usually with an upper-case first letter
 * @param versions where the field exists
 * @param nullableVersions where null is a legal value
 * @param taggedVersions where the field travels as a tagged field (KIP-482); plain in the rest of {@code versions}
 * @param tag its tag, or -1
 * @param flexibleVersions overrides the message's flexible versions for this field; null if it does not
 * @param ignorable whether a value may be dropped when written in a version that lacks the field
 * @param defaultValue as written; null if none is given
 * @param about documentation
 * @param fields of the structure declared in place, or empty
 */
record FieldSpec(
        String name,
        FieldType type,
        VersionRange versions,
        VersionRange nullableVersions,
        VersionRange taggedVersions,
        int tag,
        @Nullable VersionRange flexibleVersions,
        boolean ignorable,
        @Nullable String defaultValue,
        String about,
        List<FieldSpec> fields) {

    FieldSpec {
        if (taggedVersions.isEmpty() != (tag < 0)) {
            throw new IllegalArgumentException("field " + name + ": tag and taggedVersions go together, actual tag="
                    + tag + " taggedVersions=" + taggedVersions);
        }
        if (!versions.covers(taggedVersions)) {
            throw new IllegalArgumentException("field " + name + ": expected taggedVersions within versions=" + versions
                    + ", actual " + taggedVersions);
        }
        fields = List.copyOf(fields);
    }

    /** The name of the structure this field is, or is an array of; null for all other types. */
    @Nullable
    String structName() {
        FieldType innermost = type instanceof FieldType.ArrayOf array ? array.element() : type;
        return innermost instanceof FieldType.StructOf struct ? struct.name() : null;
    }
}
