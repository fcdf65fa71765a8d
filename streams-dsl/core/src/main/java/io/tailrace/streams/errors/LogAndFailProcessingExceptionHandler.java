package io.tailrace.streams.errors;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs and fails. With {@code errors.dead.letter.queue.topic.name} set, the input record goes to that topic first.
 *
 * <p><b>Threads:</b> immutable after {@code configure}.
 */
public class LogAndFailProcessingExceptionHandler implements ProcessingExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(LogAndFailProcessingExceptionHandler.class);

    private DeadLetters deadLetters = DeadLetters.NONE;

    @Override
    public void configure(Map<String, ?> configs) {
        deadLetters = DeadLetters.from(configs);
    }

    @Override
    public Response handleError(
            ErrorHandlerContext context,
            io.tailrace.streams.processor.api.@Nullable Record<?, ?> record,
            Exception exception) {
        LOG.error(
                "Error during processing, stopping: task {}, node {}, topic {}, partition {}, offset {}",
                context.taskId(),
                context.processorNodeId(),
                context.topic(),
                context.partition(),
                context.offset(),
                exception);
        return Response.fail(deadLetters.recordsFor(context, exception));
    }
}
