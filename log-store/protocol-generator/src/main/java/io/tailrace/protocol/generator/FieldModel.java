package io.tailrace.protocol.generator;

import org.jspecify.annotations.Nullable;

/**
 * A field with its structure resolved and its version ranges narrowed to those in which its parent can occur.
 *
 * @param name Java name
 * @param label where the field is, for error messages: {@code FetchRequest.FetchTopic.topicId}
 * @param versions where the field exists, plain or tagged
 * @param nullable where null may be on the wire
 * @param tagged where it is a tagged field
 * @param flexible where its length is compact
 * @param defaultValue as written in the specification; null if none is given
 * @param struct the structure that this field is, or is an array of; null for all other types
 */
record FieldModel(
        String name,
        String label,
        FieldType type,
        VersionRange versions,
        VersionRange nullable,
        VersionRange tagged,
        int tag,
        VersionRange flexible,
        boolean ignorable,
        @Nullable String defaultValue,
        String about,
        @Nullable StructModel struct) {

    /** Where the field is at its place among the others. */
    VersionRange plain() {
        return versions.minus(tagged);
    }

    boolean isTagged() {
        return !tagged.isEmpty();
    }

    boolean isArray() {
        return type instanceof FieldType.ArrayOf;
    }

    boolean isStruct() {
        return type instanceof FieldType.StructOf;
    }

    boolean defaultsToNull() {
        return type == FieldType.Sized.RECORDS || "null".equals(defaultValue);
    }

    /** Whether the Java field may hold null. */
    boolean isNullableInJava() {
        return defaultsToNull() || !nullable.isEmpty();
    }

    /** The structure, where it is known that there is one. */
    StructModel requiredStruct() {
        if (struct == null) {
            throw new IllegalStateException(label + " is not a structure");
        }
        return struct;
    }

    /** The type of the elements of an array, or the type itself. */
    FieldType elementType() {
        return type instanceof FieldType.ArrayOf array ? array.element() : type;
    }

    /** Whether {@code records} are in this field or below it. */
    boolean holdsRecords() {
        return type == FieldType.Sized.RECORDS || (struct != null && struct.holdsRecords());
    }
}
