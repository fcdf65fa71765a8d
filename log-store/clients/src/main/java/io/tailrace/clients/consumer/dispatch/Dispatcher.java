package io.tailrace.clients.consumer.dispatch;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.Call;
import io.tailrace.clients.core.Callbacks;
import io.tailrace.clients.core.CoordinatorLookup;
import io.tailrace.clients.core.Failures;
import io.tailrace.clients.core.Metadata;
import io.tailrace.protocol.codec.ApiMessage;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks the connections of a client for something on behalf of the thread that owns a consumer, and puts the answers
 * into its mailbox.
 *
 * <p><b>Threads:</b> any; the work runs on the client's scheduler, answers on the owner of the mailbox.
 */
public final class Dispatcher {
    private final BrokerClient client;
    private final Mailbox mailbox;

    public Dispatcher(BrokerClient client, Mailbox mailbox) {
        this.client = client;
        this.mailbox = mailbox;
    }

    /** Sends a request; the answer gets the response, and owns the buffers in it. */
    public <R extends ApiMessage> void send(int nodeId, Call<R> call, Answer<R> answer) {
        askForMessage(broker -> broker.send(nodeId, call), answer);
    }

    /** Sends a request to whichever broker is the least busy. */
    public <R extends ApiMessage> void sendToAny(Call<R> call, Answer<R> answer) {
        askForMessage(broker -> broker.sendToAny(call), answer);
    }

    private <R extends ApiMessage> void askForMessage(
            Function<BrokerClient, CompletableFuture<R>> work, Answer<R> answer) {
        client.scheduler()
                .execute(() -> Callbacks.on(
                        work.apply(client),
                        (response, failure) ->
                                mailbox.offer(() -> answer.onAnswer(response, unwrapped(failure)), () -> {
                                    if (response != null) response.release();
                                })));
    }

    /** Sends a request to the coordinator of a group, which is looked up first where it is not known. */
    public <R extends ApiMessage> void sendToCoordinator(String groupId, Call<R> call, Answer<R> answer) {
        askForMessage(
                broker -> broker.coordinators()
                        .find(CoordinatorLookup.Type.GROUP, groupId)
                        .thenCompose(node -> broker.send(node.id(), call)),
                answer);
    }

    /** Forgets the coordinator of a group, so that it is looked up again. */
    public void forgetCoordinator(String groupId) {
        client.scheduler().execute(() -> client.coordinators().forget(CoordinatorLookup.Type.GROUP, groupId));
    }

    /** Works on the metadata. */
    public void withMetadata(Consumer<Metadata> work) {
        client.scheduler().execute(() -> work.accept(client.metadata()));
    }

    /** Asks the metadata for something that takes a while. */
    public <T> void askMetadata(Function<Metadata, CompletableFuture<T>> work, Answer<T> answer) {
        client.scheduler()
                .execute(() -> Callbacks.on(
                        work.apply(client.metadata()),
                        (result, failure) ->
                                mailbox.offer(() -> answer.onAnswer(result, unwrapped(failure)), () -> {})));
    }

    public BrokerClient client() {
        return client;
    }

    private static @Nullable Throwable unwrapped(@Nullable Throwable failure) {
        return failure == null ? null : Failures.unwrap(failure);
    }
}
