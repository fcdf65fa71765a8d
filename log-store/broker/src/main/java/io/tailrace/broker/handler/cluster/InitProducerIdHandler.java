package io.tailrace.broker.handler.cluster;

import io.tailrace.broker.cluster.ProducerIds;
import io.tailrace.broker.request.RequestContext;
import io.tailrace.broker.request.RequestHandler;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.codec.ApiMessage;
import io.tailrace.protocol.message.InitProducerIdRequest;
import io.tailrace.protocol.message.InitProducerIdResponse;
import java.util.concurrent.CompletableFuture;

/**
 * InitProducerId for idempotent producers: a fresh id, epoch 0, whatever id the producer had before, as in Kafka. A
 * transactional id is refused with the error that every client takes as final.
 *
 * <p><b>Threads:</b> any; stateless.
 */
public final class InitProducerIdHandler implements RequestHandler<InitProducerIdRequest> {

    private final ProducerIds ids;

    public InitProducerIdHandler(ProducerIds ids) {
        this.ids = ids;
    }

    @Override
    public CompletableFuture<? extends ApiMessage> handle(
            RequestContext context, InitProducerIdRequest request, short version) {
        if (request.transactionalId() != null) {
            return CompletableFuture.completedFuture(failed(ErrorCode.TRANSACTIONAL_ID_AUTHORIZATION_FAILED));
        }
        if ((request.producerId() == -1) != (request.producerEpoch() == -1)) {
            return CompletableFuture.completedFuture(failed(ErrorCode.INVALID_REQUEST));
        }
        return ids.next()
                .thenApply(allocation -> allocation.error() == ErrorCode.NONE
                        ? new InitProducerIdResponse()
                                .setProducerId(allocation.producerId())
                                .setProducerEpoch((short) 0)
                        : failed(allocation.error()));
    }

    private static InitProducerIdResponse failed(ErrorCode error) {
        return new InitProducerIdResponse()
                .setErrorCode(error.code())
                .setProducerId(-1)
                .setProducerEpoch((short) -1);
    }
}
