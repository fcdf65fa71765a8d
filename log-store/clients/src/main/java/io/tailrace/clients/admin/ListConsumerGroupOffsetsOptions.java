package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out listConsumerGroupOffsets. <b>Threads:</b> one. */
public class ListConsumerGroupOffsetsOptions extends AbstractOptions<ListConsumerGroupOffsetsOptions> {
    private boolean requireStable = false;

    /** Wait for offsets of transactions that have not ended. */
    public ListConsumerGroupOffsetsOptions requireStable(boolean requireStable) {
        this.requireStable = requireStable;
        return this;
    }

    public boolean requireStable() {
        return requireStable;
    }
}
