package io.tailrace.protocol.conformance;

import io.netty.buffer.ByteBuf;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Writes the message that costs its reader most for its size: many elements in the outermost arrays, each as small
 * as it can be.
 */
final class SmallestElements {

    private final int elements;

    SmallestElements(int elements) {
        this.elements = elements;
    }

    void write(ByteBuf out, Schema schema) {
        for (BoundField field : schema.fields()) {
            write(out, field.def.type, elements);
        }
    }

    private static void write(ByteBuf out, Type type, int elements) {
        if (type instanceof TaggedFields) {
            out.writeByte(0);
        } else if (type instanceof Schema schema) {
            writeStruct(out, schema);
        } else if (type.isArray()) {
            writeLength(out, elements, type instanceof CompactArrayOf, Integer.BYTES);
            for (int i = 0; i < elements; i++) {
                write(out, type.arrayElementType().orElseThrow(), 0);
            }
        } else {
            writeValue(out, RandomWire.name(type));
        }
    }

    private static void writeStruct(ByteBuf out, Schema schema) {
        if (schema.isNullable()) {
            out.writeByte(1);
        }
        for (BoundField field : schema.fields()) {
            write(out, field.def.type, 0);
        }
    }

    private static void writeValue(ByteBuf out, String type) {
        switch (type.replace("NULLABLE_", "")) {
            case "STRING" -> writeLength(out, 0, false, Short.BYTES);
            case "BYTES", "RECORDS" -> writeLength(out, 0, false, Integer.BYTES);
            case "COMPACT_STRING", "COMPACT_BYTES", "COMPACT_RECORDS" -> writeLength(out, 0, true, 0);
            case "BOOLEAN", "INT8" -> out.writeZero(1);
            case "INT16", "UINT16" -> out.writeZero(Short.BYTES);
            case "INT32", "UINT32" -> out.writeZero(Integer.BYTES);
            case "INT64", "FLOAT64" -> out.writeZero(Long.BYTES);
            case "UUID" -> out.writeZero(2 * Long.BYTES);
            default -> throw new IllegalArgumentException("unknown type " + type);
        }
    }

    private static void writeLength(ByteBuf out, int length, boolean compact, int classicBytes) {
        if (compact) {
            RandomWire.writeUnsignedVarint(out, length + 1);
        } else if (classicBytes == Short.BYTES) {
            out.writeShort(length);
        } else {
            out.writeInt(length);
        }
    }
}
