package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out createTopics. <b>Threads:</b> one. */
public class CreateTopicsOptions extends AbstractOptions<CreateTopicsOptions> {
    private boolean validateOnly = false;
    private boolean retryOnQuotaViolation = true;

    /** Only check, make nothing. */
    public CreateTopicsOptions validateOnly(boolean validateOnly) {
        this.validateOnly = validateOnly;
        return this;
    }

    public boolean shouldValidateOnly() {
        return validateOnly;
    }

    /** Try again when a quota refuses it. */
    public CreateTopicsOptions retryOnQuotaViolation(boolean retryOnQuotaViolation) {
        this.retryOnQuotaViolation = retryOnQuotaViolation;
        return this;
    }

    public boolean shouldRetryOnQuotaViolation() {
        return retryOnQuotaViolation;
    }
}
