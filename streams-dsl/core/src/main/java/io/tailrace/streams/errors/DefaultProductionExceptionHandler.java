package io.tailrace.streams.errors;

import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.errors.RetriableException;
import java.util.Map;

/**
 * Retries what is retriable and fails on the rest. With {@code errors.dead.letter.queue.topic.name} set, the input record goes to that topic first.
 *
 * <p><b>Threads:</b> immutable after {@code configure}.
 */
public class DefaultProductionExceptionHandler implements ProductionExceptionHandler {

    private DeadLetters deadLetters = DeadLetters.NONE;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        return exception instanceof RetriableException
                ? Response.retry()
                : Response.fail(deadLetters.recordsFor(context, exception));
    }

    @Override
    public Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord<?, ?> record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return Response.fail(deadLetters.recordsFor(context, exception));
    }
}
