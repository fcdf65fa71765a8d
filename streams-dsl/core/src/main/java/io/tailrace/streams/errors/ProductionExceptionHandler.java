package io.tailrace.streams.errors;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.Configurable;
import java.util.List;

/**
 * Decides what happens to an output record that cannot be serialised or sent.
 *
 * <p><b>Threads:</b> one instance per application; called by any stream thread.
 */
public interface ProductionExceptionHandler extends Configurable {
    /** What to do after an error. */
    enum Result {
        /** Drop the record and go on. */
        RESUME(0, "RESUME"),
        /** Stop the thread with the error. */
        FAIL(1, "FAIL"),
        /** Try again; only for retriable errors of the producer. */
        RETRY(2, "RETRY");
        /** A name for logs that does not change. */
        public final String name;

        /** A number for protocols that does not change. */
        public final int id;

        Result(int id, String name) {
            this.id = id;
            this.name = name;
        }
    }

    /** The decision, with records to send to a dead letter topic first. */
    final class Response {
        private final Result result;
        private final List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords;

        private Response(Result result, List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
            this.result = result;
            this.deadLetterQueueRecords = List.copyOf(deadLetterQueueRecords);
        }

        public static Response fail(List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
            return new Response(Result.FAIL, deadLetterQueueRecords);
        }

        public static Response fail() {
            return fail(List.of());
        }

        public static Response resume(List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords) {
            return new Response(Result.RESUME, deadLetterQueueRecords);
        }

        public static Response resume() {
            return resume(List.of());
        }

        public static Response retry() {
            return new Response(Result.RETRY, List.of());
        }

        public Result result() {
            return result;
        }

        public List<ProducerRecord<byte[], byte[]>> deadLetterQueueRecords() {
            return deadLetterQueueRecords;
        }
    }

    /** What could not be serialised. */
    enum SerializationExceptionOrigin {
        KEY,
        VALUE
    }

    /** The producer gave up on the record. */
    Response handleError(ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception);

    /** Key or value could not be serialised. */
    default Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord<?, ?> record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return Response.fail();
    }
}
