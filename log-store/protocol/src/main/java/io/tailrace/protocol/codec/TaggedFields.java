package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes the section of tagged fields that ends every structure of a flexible version (KIP-482):
 *
 * <pre>
 * count:uvarint ( tag:uvarint size:uvarint payload )*      tags ascending, none twice
 * </pre>
 *
 * Known fields that have their default value are left out; unknown ones that were read are put in their places.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class TaggedFields {

    private TaggedFields() {}

    /** Reads a section of a structure that has no tagged fields of its own. Returns null if it is empty. */
    public static @Nullable List<RawTaggedField> readUnknown(ByteBuf in, String struct) {
        if (in.isReadable() && in.getByte(in.readerIndex()) == 0) {
            in.skipBytes(1);
            return null;
        }
        TaggedFieldReader tags = new TaggedFieldReader(in, struct);
        while (tags.next()) {
            tags.keepUnknown();
        }
        return tags.unknown();
    }

    /** Writes a section that has unknown fields only. */
    public static void writeUnknown(ByteBuf out, @Nullable List<RawTaggedField> unknown) {
        writeCount(out, 0, unknown);
        writeUnknownFrom(out, unknown, 0);
    }

    public static void writeCount(ByteBuf out, int knownCount, @Nullable List<RawTaggedField> unknown) {
        WireWriter.writeUnsignedVarint(out, knownCount + (unknown == null ? 0 : unknown.size()));
    }

    /** Writes what comes before the payload of a tagged field. */
    public static void writeTag(ByteBuf out, int tag, int sizeBytes) {
        WireWriter.writeUnsignedVarint(out, tag);
        WireWriter.writeUnsignedVarint(out, sizeBytes);
    }

    /**
     * Writes the unknown fields from {@code index} on whose tags are below {@code tag}.
     *
     * @return the index of the first one not written
     * @throws UnsupportedFieldException if {@code tag} itself is among them: it was unknown in the version it was read in
     */
    public static int writeUnknownBelow(
            ByteBuf out, @Nullable List<RawTaggedField> unknown, int index, int tag, String field) {
        if (unknown == null) {
            return 0;
        }
        int next = index;
        while (next < unknown.size() && unknown.get(next).tag() < tag) {
            write(out, unknown.get(next++));
        }
        if (next < unknown.size() && unknown.get(next).tag() == tag) {
            throw new UnsupportedFieldException(
                    "expected tag " + tag + " for " + field + " only, actual an unknown field with that tag too");
        }
        return next;
    }

    public static void writeUnknownFrom(ByteBuf out, @Nullable List<RawTaggedField> unknown, int index) {
        if (unknown != null) {
            for (int i = index; i < unknown.size(); i++) {
                write(out, unknown.get(i));
            }
        }
    }

    /** Checks that nothing is lost by writing a version that has no tagged fields. */
    public static void requireNone(@Nullable List<RawTaggedField> unknown, short version, String struct) {
        if (unknown != null && !unknown.isEmpty()) {
            throw new UnsupportedFieldException("expected no tagged fields in " + struct + ", as version " + version
                    + " has none, actual " + unknown.size());
        }
    }

    /** Size of the count and of all unknown fields. */
    public static int sizeOf(int knownCount, @Nullable List<RawTaggedField> unknown) {
        if (unknown == null) {
            return WireSize.ofUnsignedVarint(knownCount);
        }
        int size = WireSize.ofUnsignedVarint(knownCount + unknown.size());
        for (RawTaggedField field : unknown) {
            size += sizeOfTag(field.tag(), field.data().length) + field.data().length;
        }
        return size;
    }

    /** Size of what comes before the payload of a tagged field. */
    public static int sizeOfTag(int tag, int sizeBytes) {
        return WireSize.ofUnsignedVarint(tag) + WireSize.ofUnsignedVarint(sizeBytes);
    }

    private static void write(ByteBuf out, RawTaggedField field) {
        writeTag(out, field.tag(), field.data().length);
        out.writeBytes(field.data());
    }
}
