package io.tailrace.protocol.conformance;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.ByteBuffer;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.ObjectSerializationCache;

/** Kafka's own serialisation. */
final class KafkaCodec {

    private KafkaCodec() {}

    static Message read(Message message, ByteBuf wire, short version) {
        ByteBufferAccessor in = new ByteBufferAccessor(wire.nioBuffer());
        message.read(in, version);
        if (in.remaining() != 0) {
            throw new AssertionError("Kafka left " + in.remaining() + " bytes");
        }
        return message;
    }

    static ByteBuf write(Message message, short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        ByteBuffer out = ByteBuffer.allocate(message.size(cache, version));
        message.write(new ByteBufferAccessor(out), cache, version);
        if (out.hasRemaining()) {
            throw new AssertionError("Kafka wrote less than its own size");
        }
        return Unpooled.wrappedBuffer(out.flip());
    }
}
