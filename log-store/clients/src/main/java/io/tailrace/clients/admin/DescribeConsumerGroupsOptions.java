package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out describeConsumerGroups. <b>Threads:</b> one. */
public class DescribeConsumerGroupsOptions extends AbstractOptions<DescribeConsumerGroupsOptions> {
    private boolean includeAuthorizedOperations = false;

    /** Ask what the caller may do. */
    public DescribeConsumerGroupsOptions includeAuthorizedOperations(boolean includeAuthorizedOperations) {
        this.includeAuthorizedOperations = includeAuthorizedOperations;
        return this;
    }

    public boolean includeAuthorizedOperations() {
        return includeAuthorizedOperations;
    }
}
