package io.tailrace.metadata;

import io.netty.buffer.ByteBuf;
import io.tailrace.protocol.codec.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads a structure of tagged fields; see {@link MetadataRecordCodec} for the format. Fields are asked for by tag, so
 * those that are unknown here are stepped over.
 *
 * <p><b>Threads:</b> one.
 */
final class FieldReader {

    private record Field(int tag, ByteBuf body) {}

    private final String structure;
    private final List<Field> fields = new ArrayList<>();

    /** Splits {@code in} into its fields. */
    FieldReader(String structure, ByteBuf in) {
        this.structure = structure;
        while (in.isReadable()) {
            int tag = Varints.readUnsigned(in);
            int sizeBytes = Varints.readUnsigned(in);
            if (sizeBytes > in.readableBytes()) {
                throw malformed(tag, sizeBytes + " bytes", in.readableBytes() + " bytes");
            }
            fields.add(new Field(tag, in.readSlice(sizeBytes)));
        }
    }

    String string(int tag) {
        return text(required(tag));
    }

    @Nullable
    String optionalString(int tag) {
        ByteBuf body = find(tag);
        return body == null ? null : text(body);
    }

    private static String text(ByteBuf body) {
        return body.toString(StandardCharsets.UTF_8);
    }

    /** The number, or {@code absent} if the writer did not know the field. */
    long number(int tag, long absent) {
        ByteBuf body = find(tag);
        return body == null ? absent : Varints.readSigned(body.slice());
    }

    long number(int tag) {
        return Varints.readSigned(required(tag).slice());
    }

    int integer(int tag) {
        long value = number(tag);
        if (value != (int) value) {
            throw malformed(tag, "a 32-bit number", Long.toString(value));
        }
        return (int) value;
    }

    UUID uuid(int tag) {
        ByteBuf body = required(tag);
        if (body.readableBytes() != 16) {
            throw malformed(tag, "16 bytes", body.readableBytes() + " bytes");
        }
        return new UUID(body.getLong(body.readerIndex()), body.getLong(body.readerIndex() + 8));
    }

    List<Integer> integers(int tag) {
        ByteBuf body = required(tag).slice();
        List<Integer> values = new ArrayList<>();
        while (body.isReadable()) {
            values.add((int) Varints.readSigned(body));
        }
        return values;
    }

    /** All fields of this tag, in order. */
    <T> List<T> structures(int tag, String name, Function<FieldReader, T> read) {
        List<T> values = new ArrayList<>();
        for (Field field : fields) {
            if (field.tag() == tag) {
                values.add(read.apply(new FieldReader(name, field.body().slice())));
            }
        }
        return values;
    }

    private @Nullable ByteBuf find(int tag) {
        for (Field field : fields) {
            if (field.tag() == tag) {
                return field.body();
            }
        }
        return null;
    }

    private ByteBuf required(int tag) {
        ByteBuf body = find(tag);
        if (body == null) {
            throw malformed(tag, "a value", "none");
        }
        return body;
    }

    private MalformedMessageException malformed(int tag, String expected, String actual) {
        return new MalformedMessageException(
                "metadata " + structure + ", field " + tag + ": expected " + expected + ", actual=" + actual);
    }
}
