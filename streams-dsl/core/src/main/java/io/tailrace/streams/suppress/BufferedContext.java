package io.tailrace.streams.suppress;

import io.tailrace.common.header.Header;
import io.tailrace.common.header.Headers;
import io.tailrace.common.header.internals.RecordHeader;
import io.tailrace.common.header.internals.RecordHeaders;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.RecordMetadata;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a record that is held back came from.
 *
 * <pre>
 * timestamp 8 | offset 8 | length of topic 4 | topic | partition 4 | number of headers 4 |
 *   per header: length 4 | key | length 4 (-1 is null) | value
 * </pre>
 *
 * A record that was not read from a topic has an empty one here.
 */
public record BufferedContext(
        long timestamp, long offset, @Nullable String topic, int partition, Headers headers)
        implements RecordContext, RecordMetadata {
    public static BufferedContext of(RecordContext context) {
        return context instanceof BufferedContext buffered
                ? buffered
                : new BufferedContext(
                        context.timestamp(), context.offset(), context.topic(), context.partition(), context.headers());
    }

    /** What this counts for in a bound of bytes. */
    long sizeBytes() {
        long size = 2L * Long.BYTES + Integer.BYTES + (topic == null ? 0 : topic.length());
        for (Header header : headers) {
            byte[] value = header.value();
            size += header.key().length() + (value == null ? 0 : value.length);
        }
        return size;
    }

    byte[] serialize() {
        byte[] topicBytes = (topic == null ? "" : topic).getBytes(StandardCharsets.UTF_8);
        Header[] all = headers.toArray();
        byte[][] keys = new byte[all.length][];
        int size = 2 * Long.BYTES + 3 * Integer.BYTES + topicBytes.length;
        for (int i = 0; i < all.length; i++) {
            keys[i] = all[i].key().getBytes(StandardCharsets.UTF_8);
            byte[] value = all[i].value();
            size += 2 * Integer.BYTES + keys[i].length + (value == null ? 0 : value.length);
        }
        ByteBuffer out = ByteBuffer.allocate(size).putLong(timestamp).putLong(offset);
        SizedBytes.put(out, topicBytes);
        out.putInt(partition).putInt(all.length);
        for (int i = 0; i < all.length; i++) {
            SizedBytes.put(out, keys[i]);
            SizedBytes.put(out, all[i].value());
        }
        return out.array();
    }

    static BufferedContext deserialize(ByteBuffer in) {
        long timestamp = in.getLong();
        long offset = in.getLong();
        String topic = text(in);
        int partition = in.getInt();
        Headers headers = new RecordHeaders();
        int count = in.getInt();
        for (int i = 0; i < count; i++) {
            String key = text(in);
            headers.add(new RecordHeader(key, SizedBytes.get(in)));
        }
        return new BufferedContext(timestamp, offset, topic.isEmpty() ? null : topic, partition, headers);
    }

    private static String text(ByteBuffer in) {
        return new String(Objects.requireNonNull(SizedBytes.get(in), "text"), StandardCharsets.UTF_8);
    }
}
