package io.tailrace.broker.group;

import io.tailrace.coordinator.group.ResponseHandle;
import io.tailrace.protocol.codec.ApiMessage;
import java.util.concurrent.CompletableFuture;

/** The request behind a coordinator's response. */
record PendingAnswer(CompletableFuture<ApiMessage> response) implements ResponseHandle {
    PendingAnswer() {
        this(new CompletableFuture<>());
    }
}
