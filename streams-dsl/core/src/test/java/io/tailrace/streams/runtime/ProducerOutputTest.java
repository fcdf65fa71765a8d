package io.tailrace.streams.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tailrace.clients.producer.Callback;
import io.tailrace.clients.producer.Producer;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.clients.producer.RecordMetadata;
import io.tailrace.common.TopicPartition;
import io.tailrace.common.errors.AuthorizationException;
import io.tailrace.common.errors.RecordTooLargeException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.streams.errors.DefaultProductionExceptionHandler;
import io.tailrace.streams.errors.ErrorHandlerContext;
import io.tailrace.streams.errors.ProductionExceptionHandler;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.errors.TaskCorruptedException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What becomes of records that cannot be sent, on a producer whose answers the test gives. */
final class ProducerOutputTest {
    private static final TopicPartition CHANGELOG = new TopicPartition("app-store-changelog", 0);

    private final List<String> sent = new ArrayList<>();
    private final Deque<Callback> inFlight = new ArrayDeque<>();
    private final Deque<Exception> answers = new ArrayDeque<>();
    private long offset;
    private final ProducerOutput output =
            new ProducerOutput(producer(), new DefaultProductionExceptionHandler(), new Retries(0, 60_000));

    private final Exception acknowledge = new Exception("acknowledge");

    /** Flushing answers what is in flight, with the prepared answers first and acknowledgements then. */
    @SuppressWarnings("unchecked") // a proxy of the interface
    private Producer<byte[], byte[]> producer() {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, args) -> {
                    switch (method.getName()) {
                        case "send" -> {
                            sent.add(new String(
                                    ((ProducerRecord<byte[], byte[]>) args[0]).value(), StandardCharsets.UTF_8));
                            inFlight.add((Callback) args[1]);
                            return new CompletableFuture<RecordMetadata>();
                        }
                        case "flush" -> {
                            while (!inFlight.isEmpty()) {
                                answer(inFlight.remove());
                            }
                            return null;
                        }
                        default -> throw new UnsupportedOperationException(method.getName());
                    }
                });
    }

    private void answer(Callback callback) {
        Exception answer = answers.isEmpty() ? acknowledge : answers.remove();
        callback.onCompletion(
                new RecordMetadata(CHANGELOG, answer == acknowledge ? offset++ : -1, 0, -1, -1, -1),
                answer == acknowledge ? null : answer);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void send(String value) {
        output.send(new ProducerRecord<>(CHANGELOG.topic(), 0, 0L, bytes("k"), bytes(value)), context());
    }

    private static ErrorHandlerContext context() {
        return (ErrorHandlerContext) Proxy.newProxyInstance(
                ProducerOutputTest.class.getClassLoader(),
                new Class<?>[] {ErrorHandlerContext.class},
                (proxy, method, args) -> method.getReturnType() == String.class ? "input" : null);
    }

    private static final class Answering implements ProductionExceptionHandler {
        private final Response response;
        private final List<String> asked = new ArrayList<>();

        private Answering(Response response) {
            this.response = response;
        }

        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
            asked.add(record.topic());
            return response;
        }

        @Override
        public void configure(Map<String, ?> configs) {}
    }

    @Test
    void shouldSendFailedRecordsAgainInOrderBeforeNewOnes() {
        answers.addAll(List.of(acknowledge, new TimeoutException("1"), new TimeoutException("2")));
        answers.addAll(List.of(new TimeoutException("3"), new TimeoutException("4")));
        send("a");
        send("b");
        send("c");
        output.flush();
        send("d");
        output.flush();
        assertThat(sent).containsExactly("a", "b", "c", "b", "c", "b", "c", "d");
    }

    @Test
    void shouldSendChangelogRecordsAgainAndReportTheirPositions() {
        answers.addAll(List.of(new TimeoutException("1"), new TimeoutException("2")));
        output.log(CHANGELOG, bytes("k"), bytes("a"), 0);
        output.log(CHANGELOG, bytes("k"), bytes("b"), 0);
        output.flush();
        assertThat(sent).containsExactly("a", "b", "a", "b");
        assertThat(output.changelogPositions()).containsEntry(CHANGELOG, 2L);
    }

    @Test
    void shouldStartTasksAgainWhenLaterRecordOfPartitionWasAcknowledged() {
        answers.addAll(List.of(new TimeoutException("1"), acknowledge));
        output.log(CHANGELOG, bytes("k"), bytes("old"), 0);
        output.log(CHANGELOG, bytes("k"), bytes("new"), 0);
        assertThatThrownBy(output::flush).isInstanceOf(TaskCorruptedException.class);
        assertThat(sent).as("an old value after a new one").containsExactly("old", "new");
        output.reset();
        output.log(CHANGELOG, bytes("k"), bytes("old"), 0);
        output.flush();
        assertThat(sent).containsExactly("old", "new", "old");
    }

    @Test
    void shouldGiveUpWhenTimeIsOver() {
        ProducerOutput impatient =
                new ProducerOutput(producer(), new DefaultProductionExceptionHandler(), new Retries(0, 0));
        answers.add(new TimeoutException("too slow"));
        impatient.log(CHANGELOG, bytes("k"), bytes("a"), 0);
        assertThatThrownBy(impatient::flush)
                .isInstanceOf(StreamsException.class)
                .hasMessageContaining("task.timeout.ms")
                .hasMessageContaining("too slow")
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void shouldFailOnErrorsThatRepetitionDoesNotCure() {
        ProductionExceptionHandler alwaysRetry = new Answering(ProductionExceptionHandler.Response.retry());
        for (Exception error : List.of(new RecordTooLargeException("big"), new AuthorizationException("no"))) {
            ProducerOutput failing = new ProducerOutput(producer(), alwaysRetry, new Retries(0, 60_000));
            answers.add(error);
            failing.send(new ProducerRecord<>("topic", bytes("k"), bytes("v")), context());
            assertThatThrownBy(failing::flush)
                    .isInstanceOf(StreamsException.class)
                    .hasCause(error);
        }
    }

    @Test
    void shouldAskHandlerOnlyAboutOutput() {
        Answering handler = new Answering(ProductionExceptionHandler.Response.resume());
        ProducerOutput skipping = new ProducerOutput(producer(), handler, new Retries(0, 60_000));
        answers.addAll(List.of(new RecordTooLargeException("big"), acknowledge, new AuthorizationException("no")));
        skipping.send(new ProducerRecord<>("topic", bytes("k"), bytes("v")), context());
        skipping.send(new ProducerRecord<>("topic", bytes("k"), bytes("w")), context());
        skipping.flush();
        skipping.send(new ProducerRecord<>("topic", bytes("k"), bytes("x")), context());
        assertThatThrownBy(skipping::flush).hasRootCauseMessage("no");
        assertThat(handler.asked).containsExactly("topic");
    }
}
