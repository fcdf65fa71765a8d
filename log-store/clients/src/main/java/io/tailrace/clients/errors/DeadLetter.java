package io.tailrace.clients.errors;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.header.Headers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Makes a dead letter: the record as it was read, with headers that say where it came from and what went wrong. The headers are those of
 * Kafka Streams (KIP-1034), and the number of attempts.
 *
 * <p><b>Threads:</b> stateless.
 */
public final class DeadLetter {
    public static final String EXCEPTION = "__streams.errors.exception";
    public static final String MESSAGE = "__streams.errors.message";
    public static final String STACKTRACE = "__streams.errors.stacktrace";
    public static final String TOPIC = "__streams.errors.topic";
    public static final String PARTITION = "__streams.errors.partition";
    public static final String OFFSET = "__streams.errors.offset";

    /** How often the record was tried; not in Kafka Streams, and left out if it was once. */
    public static final String ATTEMPTS = "__streams.errors.attempts";

    private DeadLetter() {}

    /**
     * Where a record came from.
     *
     * @param topic null if it is not known
     */
    public record Source(@Nullable String topic, int partition, long offset) {}

    /** Makes the letter; its headers are a copy of those given, with those of the error behind. */
    public static ProducerRecord<byte[], byte[]> of(
            String letterTopic,
            Source source,
            @Nullable Long timestampMs,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            Throwable error,
            int attempts) {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(letterTopic, null, timestampMs, key, value, headers);
        add(letter, EXCEPTION, error.getClass().getName());
        add(letter, MESSAGE, error.getMessage());
        add(letter, STACKTRACE, stackTrace(error));
        add(letter, TOPIC, source.topic());
        add(letter, PARTITION, Integer.toString(source.partition()));
        add(letter, OFFSET, Long.toString(source.offset()));
        if (attempts > 1) {
            add(letter, ATTEMPTS, Integer.toString(attempts));
        }
        return letter;
    }

    private static String stackTrace(Throwable error) {
        StringWriter text = new StringWriter();
        error.printStackTrace(new PrintWriter(text, true));
        return text.toString();
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String key, @Nullable String value) {
        letter.headers().add(key, value == null ? null : value.getBytes(StandardCharsets.UTF_8));
    }
}
