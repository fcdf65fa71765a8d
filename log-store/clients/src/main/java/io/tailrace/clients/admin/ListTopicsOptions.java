package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out listTopics. <b>Threads:</b> one. */
public class ListTopicsOptions extends AbstractOptions<ListTopicsOptions> {
    private boolean listInternal = false;

    /** Include topics that the system keeps for itself. */
    public ListTopicsOptions listInternal(boolean listInternal) {
        this.listInternal = listInternal;
        return this;
    }

    public boolean shouldListInternal() {
        return listInternal;
    }
}
