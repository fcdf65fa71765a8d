package io.tailrace.connect.error;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.header.Header;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Writes records that a sink could not handle to the dead-letter topic, with the bytes they came with and, if asked,
 * headers {@code __connect.errors.*} that say where they came from and what went wrong (names from KIP-298).
 *
 * <p><b>Threads:</b> any, as the producer.
 */
public final class DeadLetters {

    private static final String PREFIX = "__connect.errors.";

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final boolean withContext;
    private final String connector;
    private final int task;

    public DeadLetters(
            Producer<byte[], byte[]> producer, String topic, boolean withContext, String connector, int task) {
        this.producer = producer;
        this.topic = topic;
        this.withContext = withContext;
        this.connector = connector;
        this.task = task;
    }

    /** Sends the record; the future fails if the dead-letter topic does not take it. */
    public Future<Void> report(
            ConsumerRecord<byte[], byte[]> source, Stage stage, String executing, int attempts, Throwable cause) {
        var letter = new ProducerRecord<>(
                topic, null, source.timestamp() < 0 ? null : source.timestamp(), source.key(), source.value());
        for (Header header : source.headers()) {
            letter.headers().add(header);
        }
        if (withContext) {
            add(letter, "topic", source.topic());
            add(letter, "partition", Integer.toString(source.partition()));
            add(letter, "offset", Long.toString(source.offset()));
            add(letter, "connector.name", connector);
            add(letter, "task.id", Integer.toString(task));
            add(letter, "stage", stage.name());
            add(letter, "class.name", executing);
            add(letter, "exception.class.name", cause.getClass().getName());
            add(letter, "exception.message", cause.getMessage());
            add(letter, "exception.stacktrace", stackTrace(cause));
            add(letter, "attempt", Integer.toString(attempts));
        }
        CompletableFuture<Void> done = new CompletableFuture<>();
        var unused = producer.send(letter, (metadata, failure) -> {
            if (failure == null) {
                done.complete(null);
            } else {
                done.completeExceptionally(failure);
            }
        });
        return done;
    }

    private static void add(ProducerRecord<byte[], byte[]> letter, String name, @Nullable String value) {
        letter.headers().add(PREFIX + name, value == null ? null : value.getBytes(UTF_8));
    }

    private static String stackTrace(Throwable cause) {
        StringWriter text = new StringWriter();
        cause.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
