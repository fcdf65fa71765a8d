package io.tailrace.metadata;

import java.util.concurrent.CompletableFuture;

/**
 * Port to whatever orders and stores the metadata: a local log when there is one node, a consensus group otherwise.
 *
 * <p><b>Threads:</b> any.
 */
public interface MetadataQuorum {

    /** The latest image. Never goes back. */
    MetadataImage image();

    /**
     * Has a command decided, stored and applied. When the future completes, {@link #image} shows the effect.
     *
     * @return fails if it is unknown whether the command was stored
     */
    <R> CompletableFuture<R> submit(MetadataCommand<R> command);

    /** Adds a listener for images that come after the present one. */
    void subscribe(MetadataListener listener);
}
