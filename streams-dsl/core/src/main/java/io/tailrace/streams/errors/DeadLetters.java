package io.tailrace.streams.errors;

import io.tailrace.clients.producer.ProducerRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the dead letter records of the built-in handlers: the input record's raw key and value, its headers, and headers that say what
 * went wrong and where (KIP-1034).
 *
 * <p><b>Threads:</b> immutable.
 */
final class DeadLetters {
    static final DeadLetters NONE = new DeadLetters(null);

    private final @Nullable String topic;

    private DeadLetters(@Nullable String topic) {
        this.topic = topic;
    }

    static DeadLetters from(Map<String, ?> configs) {
        Object topic = configs.get("errors.dead.letter.queue.topic.name");
        return topic == null ? NONE : new DeadLetters(topic.toString());
    }

    List<ProducerRecord<byte[], byte[]>> recordsFor(ErrorHandlerContext context, Exception exception) {
        if (topic == null) {
            return List.of();
        }
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                topic, null, context.timestamp(), context.sourceRawKey(), context.sourceRawValue(), context.headers());
        StringBuilder stack = new StringBuilder();
        for (StackTraceElement element : exception.getStackTrace()) {
            stack.append("\tat ").append(element).append('\n');
        }
        header(letter, "__streams.errors.exception", exception.toString());
        header(letter, "__streams.errors.message", String.valueOf(exception.getMessage()));
        header(letter, "__streams.errors.stacktrace", exception + "\n" + stack);
        header(letter, "__streams.errors.topic", String.valueOf(context.topic()));
        header(letter, "__streams.errors.partition", Integer.toString(context.partition()));
        header(letter, "__streams.errors.offset", Long.toString(context.offset()));
        return List.of(letter);
    }

    private static void header(ProducerRecord<byte[], byte[]> letter, String key, String value) {
        letter.headers().add(key, value.getBytes(StandardCharsets.UTF_8));
    }
}
