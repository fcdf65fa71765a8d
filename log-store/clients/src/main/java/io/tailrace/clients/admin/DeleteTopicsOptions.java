package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out deleteTopics. <b>Threads:</b> one. */
public class DeleteTopicsOptions extends AbstractOptions<DeleteTopicsOptions> {
    private boolean retryOnQuotaViolation = true;

    /** Try again when a quota refuses it. */
    public DeleteTopicsOptions retryOnQuotaViolation(boolean retryOnQuotaViolation) {
        this.retryOnQuotaViolation = retryOnQuotaViolation;
        return this;
    }

    public boolean shouldRetryOnQuotaViolation() {
        return retryOnQuotaViolation;
    }
}
