package io.tailrace.coordinator.group;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the metadata of members of type {@code consumer}, the only payload that the coordinator ever looks into:
 * the topics decide which offsets are still in use. Only the part common to all versions is read:
 * {@code int16 version | int32 count × (int16 length, UTF-8 topic) | …}.
 *
 * <p>Members of that type that write something else are served all the same; their topics are then unknown.
 */
final class SubscribedTopics {

    static final String CONSUMER = "consumer";

    private static final int LEAST_TOPIC_BYTES = 2;

    private SubscribedTopics() {}

    /** The topics, or null if the metadata are not a consumer subscription. */
    static @Nullable Set<String> parse(byte[] metadata) {
        ByteBuf in = Unpooled.wrappedBuffer(metadata);
        if (in.readableBytes() < Short.BYTES + Integer.BYTES || in.readShort() < 0) {
            return null;
        }
        int count = in.readInt();
        if (count < 0 || (long) count * LEAST_TOPIC_BYTES > in.readableBytes()) {
            return null;
        }
        Set<String> topics = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            if (in.readableBytes() < LEAST_TOPIC_BYTES) {
                return null;
            }
            int length = in.readShort();
            if (length < 0 || length > in.readableBytes()) {
                return null;
            }
            topics.add(in.readCharSequence(length, StandardCharsets.UTF_8).toString());
        }
        return topics;
    }
}
