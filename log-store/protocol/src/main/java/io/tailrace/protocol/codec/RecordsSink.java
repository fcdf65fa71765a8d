package io.tailrace.protocol.codec;

import io.netty.buffer.ByteBuf;

/**
 * Where the payload of a {@code records} field goes while a message is written. The length has been written to
 * {@code out} already. A network sink notes the position and sends the slice itself, so that record bytes are not copied.
 */
@FunctionalInterface
public interface RecordsSink {

    /** Copies the payload into the message. */
    RecordsSink COPY = (out, records) -> out.writeBytes(records, records.readerIndex(), records.readableBytes());

    void accept(ByteBuf out, ByteBuf records);
}
