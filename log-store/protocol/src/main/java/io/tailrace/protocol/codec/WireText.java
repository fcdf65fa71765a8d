package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/** How message fields show up in {@code toString}: payloads by their size, secrets not at all. */
public final class WireText {

    private WireText() {}

    public static String sizeOf(byte @Nullable [] bytes) {
        return bytes == null ? "null" : bytes.length + " bytes";
    }

    public static String sizeOf(@Nullable ByteBuf records) {
        return records == null ? "null" : records.readableBytes() + " bytes of records";
    }

    public static String hidden(@Nullable String secret) {
        return secret == null ? "null" : "[hidden]";
    }
}
