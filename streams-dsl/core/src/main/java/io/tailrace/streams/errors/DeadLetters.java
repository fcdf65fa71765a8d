package io.tailrace.streams.errors;

import io.tailrace.clients.errors.DeadLetter;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.streams.StreamsConfig;
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
    static final DeadLetters NONE = new DeadLetters(null, 1);

    private final @Nullable String topic;
    private final int attempts;

    private DeadLetters(@Nullable String topic, int attempts) {
        this.topic = topic;
        this.attempts = attempts;
    }

    static DeadLetters from(Map<String, ?> configs) {
        Object topic = configs.get(StreamsConfig.ERRORS_DEAD_LETTER_QUEUE_TOPIC_NAME_CONFIG);
        return topic == null ? NONE : new DeadLetters(topic.toString(), 1);
    }

    static DeadLetters to(String topic, int attempts) {
        return new DeadLetters(topic, attempts);
    }

    List<ProducerRecord<byte[], byte[]>> recordsFor(ErrorHandlerContext context, Exception exception) {
        if (topic == null) {
            return List.of();
        }
        return List.of(DeadLetter.of(
                topic,
                new DeadLetter.Source(context.topic(), context.partition(), context.offset()),
                context.timestamp() < 0 ? null : context.timestamp(),
                context.sourceRawKey(),
                context.sourceRawValue(),
                context.headers(),
                exception,
                attempts));
    }
}
