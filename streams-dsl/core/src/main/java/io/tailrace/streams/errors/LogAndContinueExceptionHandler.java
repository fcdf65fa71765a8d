package io.tailrace.streams.errors;

import io.tailrace.clients.consumer.ConsumerRecord;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and drops the record. With {@code errors.dead.letter.queue.topic.name} set, the input record goes to that topic first.
 *
 * <p><b>Threads:</b> immutable after {@code configure}.
 */
public class LogAndContinueExceptionHandler implements DeserializationExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LogAndContinueExceptionHandler.class);

    private DeadLetters deadLetters = DeadLetters.NONE;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        LOG.warn(
                "Error during deserialization, record is dropped: task {}, node {}, topic {}, partition {}, offset {}",
                context.taskId(),
                context.processorNodeId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
        return Response.resume(deadLetters.recordsFor(context, exception));
    }
}
