package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the tagged fields of one structure. {@link #next} leaves the buffer at the payload of a field; the
 * caller reads it, and the next call checks that exactly the declared number of bytes was consumed. Layout: see
 * {@link TaggedFields}.
 *
 * <p><b>Threads:</b> one.
 */
public final class TaggedFieldReader {

    private static final int LEAST_FIELD_BYTES = 2;

    private final ByteBuf in;
    private final String struct;
    private int remaining;
    private int tag = -1;
    private int end = -1;
    private @Nullable List<RawTaggedField> unknown;

    /** @param struct where this is, for error messages */
    public TaggedFieldReader(ByteBuf in, String struct) {
        this.in = in;
        this.struct = struct;
        this.remaining = WireReader.readUnsignedVarint(in, struct);
        if (remaining > in.readableBytes() / LEAST_FIELD_BYTES) {
            throw new MalformedMessageException("expected at most " + in.readableBytes() / LEAST_FIELD_BYTES
                    + " tagged fields of " + struct + " in the remaining " + in.readableBytes() + " bytes, actual "
                    + remaining);
        }
    }

    /** Moves to the next field. Returns whether there is one. */
    public boolean next() {
        checkConsumed();
        if (remaining == 0) {
            return false;
        }
        remaining--;
        int nextTag = WireReader.readUnsignedVarint(in, struct);
        if (nextTag <= tag) {
            throw new MalformedMessageException("expected a tag above " + tag + " in " + struct + ", actual tag="
                    + nextTag + ", at byte " + in.readerIndex());
        }
        tag = nextTag;
        int size = WireReader.readUnsignedVarint(in, struct);
        WireReader.require(in, size, struct);
        end = in.readerIndex() + size;
        return true;
    }

    private void checkConsumed() {
        if (end >= 0 && in.readerIndex() != end) {
            throw new MalformedMessageException("expected tag " + tag + " of " + struct + " to end at byte " + end
                    + ", actual end at byte " + in.readerIndex());
        }
    }

    public int tag() {
        return tag;
    }

    /** Keeps the field at hand as it is. */
    public void keepUnknown() {
        byte[] data = new byte[end - in.readerIndex()];
        in.readBytes(data);
        if (unknown == null) {
            unknown = new ArrayList<>(1);
        }
        unknown.add(new RawTaggedField(tag, data));
    }

    /** The fields that were kept, or null if there are none. */
    public @Nullable List<RawTaggedField> unknown() {
        return unknown;
    }

    /** The error of a field that the specification knows, but not in this version. */
    public MalformedMessageException notInVersion(short version) {
        return new MalformedMessageException(
                "expected no tag " + tag + " in version " + version + " of " + struct + ", actual one");
    }
}
