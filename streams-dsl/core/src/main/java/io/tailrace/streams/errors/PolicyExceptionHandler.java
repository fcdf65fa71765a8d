package io.tailrace.streams.errors;

import io.tailrace.clients.consumer.ConsumerRecord;
import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.clients.producer.ProducerRecord;
import io.tailrace.common.errors.RetriableException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles errors of input, processing and output by one {@link ErrorPolicy}, that of {@code errors.policy}. The task has repeated what failed
 * before it asks; output that failed for a passing reason is sent again for as long as {@code task.timeout.ms} says.
 *
 * <p><b>Threads:</b> immutable.
 */
public final class PolicyExceptionHandler
        implements DeserializationExceptionHandler, ProcessingExceptionHandler, ProductionExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(PolicyExceptionHandler.class);

    private final ErrorPolicy policy;

    public PolicyExceptionHandler(ErrorPolicy policy) {
        this.policy = policy;
    }

    @Override
    public void configure(Map<String, ?> configs) {}

    private List<ProducerRecord<byte[], byte[]>> letters(ErrorHandlerContext context, Exception error, int attempts) {
        return policy.deadLetterTopic()
                .map(topic -> DeadLetters.to(topic, attempts).recordsFor(context, error))
                .orElse(List.of());
    }

    private boolean goesOn(String what, ErrorHandlerContext context, Exception error) {
        LOG.warn(
                "Error during {}: {}. Task {}, node {}, topic {}, partition {}, offset {}",
                what,
                policy.action(),
                context.taskId(),
                context.processorNodeId(),
                context.topic(),
                context.partition(),
                context.offset(),
                error);
        return policy.action() != ErrorPolicy.Action.FAIL;
    }

    @Override
    public DeserializationExceptionHandler.Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return goesOn("deserialisation", context, exception)
                ? DeserializationExceptionHandler.Response.resume(letters(context, exception, 1))
                : DeserializationExceptionHandler.Response.fail();
    }

    @Override
    public ProcessingExceptionHandler.Response handleError(
            ErrorHandlerContext context,
            io.tailrace.streams.processor.api.@Nullable Record<?, ?> record,
            Exception exception) {
        int attempts = record == null ? 1 : policy.retries() + 1;
        return goesOn("processing", context, exception)
                ? ProcessingExceptionHandler.Response.resume(letters(context, exception, attempts))
                : ProcessingExceptionHandler.Response.fail();
    }

    @Override
    public ProductionExceptionHandler.Response handleError(
            ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
        if (exception instanceof RetriableException) {
            return ProductionExceptionHandler.Response.retry();
        }
        return goesOn("production", context, exception)
                ? ProductionExceptionHandler.Response.resume(letters(context, exception, 1))
                : ProductionExceptionHandler.Response.fail();
    }

    @Override
    public ProductionExceptionHandler.Response handleSerializationError(
            ErrorHandlerContext context,
            ProducerRecord<?, ?> record,
            Exception exception,
            SerializationExceptionOrigin origin) {
        return goesOn("serialisation", context, exception)
                ? ProductionExceptionHandler.Response.resume(letters(context, exception, 1))
                : ProductionExceptionHandler.Response.fail();
    }
}
