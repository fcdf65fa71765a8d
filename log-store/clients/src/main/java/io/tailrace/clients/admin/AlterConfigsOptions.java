package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out incrementalAlterConfigs. <b>Threads:</b> one. */
public class AlterConfigsOptions extends AbstractOptions<AlterConfigsOptions> {
    private boolean validateOnly = false;

    /** Only check, change nothing. */
    public AlterConfigsOptions validateOnly(boolean validateOnly) {
        this.validateOnly = validateOnly;
        return this;
    }

    public boolean shouldValidateOnly() {
        return validateOnly;
    }
}
