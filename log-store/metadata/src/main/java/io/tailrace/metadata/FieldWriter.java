package io.tailrace.metadata;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes a structure as a sequence of tagged fields; see {@link MetadataRecordCodec} for the format.
 *
 * <p><b>Threads:</b> one.
 */
final class FieldWriter {

    private final ByteBuf out;

    FieldWriter() {
        this.out = Unpooled.buffer(64);
    }

    /** Null is written as no field at all. */
    FieldWriter string(int tag, @Nullable String value) {
        if (value != null) {
            bytes(tag, value.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    FieldWriter number(int tag, long value) {
        ByteBuf body = Unpooled.buffer(10);
        Varints.writeSigned(body, value);
        return bytes(tag, ByteBufUtil.getBytes(body));
    }

    FieldWriter uuid(int tag, UUID value) {
        ByteBuf body = Unpooled.buffer(16);
        body.writeLong(value.getMostSignificantBits()).writeLong(value.getLeastSignificantBits());
        return bytes(tag, ByteBufUtil.getBytes(body));
    }

    FieldWriter numbers(int tag, List<Integer> values) {
        ByteBuf body = Unpooled.buffer(2 * values.size());
        values.forEach(value -> Varints.writeSigned(body, value));
        return bytes(tag, ByteBufUtil.getBytes(body));
    }

    FieldWriter structure(int tag, Consumer<FieldWriter> content) {
        FieldWriter inner = new FieldWriter();
        content.accept(inner);
        return bytes(tag, inner.toByteArray());
    }

    private FieldWriter bytes(int tag, byte[] body) {
        Varints.writeUnsigned(out, tag);
        Varints.writeUnsigned(out, body.length);
        out.writeBytes(body);
        return this;
    }

    byte[] toByteArray() {
        return ByteBufUtil.getBytes(out);
    }
}
