package io.tailrace.protocol.generator;

import java.util.Locale;

/** The type of a field as the specification names it. */
sealed interface FieldType {

    /** Types whose encoding has the same length for every value, in every version. */
    enum Fixed implements FieldType {
        BOOL(1),
        INT8(1),
        INT16(2),
        UINT16(2),
        INT32(4),
        UINT32(4),
        INT64(8),
        FLOAT64(8),
        UUID(16);

        private final int sizeBytes;

        Fixed(int sizeBytes) {
            this.sizeBytes = sizeBytes;
        }

        int sizeBytes() {
            return sizeBytes;
        }
    }

    /** Types that carry their length: classic (int16 or int32) or compact (unsigned varint of length + 1). */
    enum Sized implements FieldType {
        STRING,
        BYTES,
        RECORDS
    }

    /** {@code []element}. */
    record ArrayOf(FieldType element) implements FieldType {
        public ArrayOf {
            if (element instanceof ArrayOf) {
                throw new IllegalArgumentException("arrays of arrays are not in the message format");
            }
        }
    }

    /** A structure by its name: declared in place, or one of the message's common structures. */
    record StructOf(String name) implements FieldType {}

    /** Parses the {@code type} of a field specification. */
    static FieldType parse(String text) {
        if (text.startsWith("[]")) {
            return new ArrayOf(parse(text.substring(2)));
        }
        if (!text.isEmpty() && Character.isUpperCase(text.charAt(0))) {
            return new StructOf(text);
        }
        String constant = text.toUpperCase(Locale.ROOT);
        for (Fixed fixed : Fixed.values()) {
            if (fixed.name().equals(constant)) {
                return fixed;
            }
        }
        for (Sized sized : Sized.values()) {
            if (sized.name().equals(constant)) {
                return sized;
            }
        }
        throw new IllegalArgumentException("expected a field type, actual '" + text + "'");
    }
}
