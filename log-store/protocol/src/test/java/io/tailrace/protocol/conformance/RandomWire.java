package io.tailrace.protocol.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.common.protocol.types.BoundField;
import org.apache.kafka.common.protocol.types.CompactArrayOf;
import org.apache.kafka.common.protocol.types.Field;
import org.apache.kafka.common.protocol.types.Schema;
import org.apache.kafka.common.protocol.types.TaggedFields;
import org.apache.kafka.common.protocol.types.Type;

/**
 * Writes random messages by walking Kafka's own schemas: every type, nulls where they are legal, boundary values,
 * known tagged fields present, absent and at their default, and unknown tagged fields.
 */
final class RandomWire {

    private static final int FIRST_UNKNOWN_TAG = 100;
    private static final int MAX_STRING_BYTES = 32767;

    private final Random random;

    RandomWire(Random random) {
        this.random = random;
    }

    void write(ByteBuf out, Schema schema) {
        for (BoundField field : schema.fields()) {
            write(out, field.def.type);
        }
    }

    private void write(ByteBuf out, Type type) {
        if (type instanceof TaggedFields tagged) {
            writeTagged(out, tagged);
        } else if (type instanceof Schema schema) {
            writeStruct(out, schema);
        } else if (type.isArray()) {
            writeArray(out, type);
        } else if (name(type).contains("STRING")) {
            writeSized(out, type, string(), Short.BYTES);
        } else if (name(type).contains("BYTES") || name(type).contains("RECORDS")) {
            writeSized(out, type, bytes(random.nextInt(8) == 0 ? random.nextInt(3000) : random.nextInt(20)), 4);
        } else {
            writeFixed(out, type);
        }
    }

    static String name(Type type) {
        return ((Type.DocumentedType) type).typeName();
    }

    private void writeStruct(ByteBuf out, Schema schema) {
        if (schema.isNullable()) {
            boolean isNull = random.nextInt(4) == 0;
            out.writeByte(isNull ? -1 : 1);
            if (isNull) {
                return;
            }
        }
        write(out, schema);
    }

    private void writeArray(ByteBuf out, Type type) {
        boolean compact = type instanceof CompactArrayOf;
        boolean isNull = type.isNullable() && random.nextInt(4) == 0;
        int length = isNull ? -1 : random.nextInt(30) == 0 ? random.nextInt(20) : random.nextInt(3);
        writeLength(out, length, compact, Integer.BYTES);
        Type element = type.arrayElementType().orElseThrow();
        for (int i = 0; i < length; i++) {
            write(out, element);
        }
    }

    private void writeTagged(ByteBuf out, TaggedFields tagged) {
        TreeMap<Integer, byte[]> payloads = new TreeMap<>();
        tagged.fields().forEach((tag, field) -> {
            if (random.nextInt(3) != 0) {
                payloads.put(tag, payload(field));
            }
        });
        for (int i = random.nextInt(5) == 0 ? random.nextInt(3) : 0; i > 0; i--) {
            int tag = FIRST_UNKNOWN_TAG + random.nextInt(1 << (7 + random.nextInt(20)));
            payloads.put(tag, bytes(random.nextInt(200)));
        }
        writeUnsignedVarint(out, payloads.size());
        payloads.forEach((tag, payload) -> {
            writeUnsignedVarint(out, tag);
            writeUnsignedVarint(out, payload.length);
            out.writeBytes(payload);
        });
    }

    private byte[] payload(Field field) {
        ByteBuf out = Unpooled.buffer();
        write(out, field.type);
        byte[] payload = new byte[out.readableBytes()];
        out.readBytes(payload);
        return payload;
    }

    private void writeSized(ByteBuf out, Type type, byte[] value, int classicBytes) {
        boolean compact = name(type).startsWith("COMPACT");
        if (type.isNullable() && random.nextInt(4) == 0) {
            writeLength(out, -1, compact, classicBytes);
        } else {
            writeLength(out, value.length, compact, classicBytes);
            out.writeBytes(value);
        }
    }

    private static void writeLength(ByteBuf out, int length, boolean compact, int classicBytes) {
        if (compact) {
            writeUnsignedVarint(out, length + 1);
        } else if (classicBytes == Short.BYTES) {
            out.writeShort(length);
        } else {
            out.writeInt(length);
        }
    }

    static void writeUnsignedVarint(ByteBuf out, int value) {
        int rest = value;
        for (; rest >>> 7 != 0; rest >>>= 7) {
            out.writeByte(rest | 0x80);
        }
        out.writeByte(rest);
    }

    private void writeFixed(ByteBuf out, Type type) {
        switch (name(type)) {
            case "BOOLEAN" -> out.writeBoolean(random.nextBoolean());
            case "INT8" -> out.writeByte((int) number());
            case "INT16", "UINT16" -> out.writeShort((int) number());
            case "INT32", "UINT32" -> out.writeInt((int) number());
            case "INT64" -> out.writeLong(number());
            case "FLOAT64" -> out.writeDouble(random.nextInt(4) == 0 ? 0 : random.nextGaussian());
            case "UUID" -> {
                boolean zero = random.nextInt(4) == 0;
                out.writeLong(zero ? 0 : number()).writeLong(zero ? 0 : number());
            }
            default -> throw new IllegalArgumentException("unknown type " + name(type));
        }
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> 0;
            case 1 -> -1;
            case 2 -> Long.MAX_VALUE;
            case 3 -> Long.MIN_VALUE;
            case 4 -> Integer.MAX_VALUE;
            case 5 -> Integer.MIN_VALUE;
            case 6 -> random.nextInt(300);
            default -> random.nextLong();
        };
    }

    private byte[] string() {
        int kind = random.nextInt(2000);
        if (kind == 0) {
            return "x".repeat(MAX_STRING_BYTES).getBytes(StandardCharsets.UTF_8);
        }
        int length = kind < 200 ? 0 : kind < 300 ? 100 + random.nextInt(100) : random.nextInt(12);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(kind % 3 == 0 ? codePoint() : 'a' + random.nextInt(26));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private int codePoint() {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(0x80);
            case 1 -> 0x80 + random.nextInt(0x700);
            case 2 -> 0x800 + random.nextInt(0xd000 - 0x800);
            default -> 0x10000 + random.nextInt(0x10000);
        };
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }
}
