package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out describeCluster. <b>Threads:</b> one. */
public class DescribeClusterOptions extends AbstractOptions<DescribeClusterOptions> {
    private boolean includeAuthorizedOperations = false;
    private boolean includeFencedBrokers = false;

    /** Ask what the caller may do. */
    public DescribeClusterOptions includeAuthorizedOperations(boolean includeAuthorizedOperations) {
        this.includeAuthorizedOperations = includeAuthorizedOperations;
        return this;
    }

    public boolean includeAuthorizedOperations() {
        return includeAuthorizedOperations;
    }

    /** Include brokers that are fenced. */
    public DescribeClusterOptions includeFencedBrokers(boolean includeFencedBrokers) {
        this.includeFencedBrokers = includeFencedBrokers;
        return this;
    }

    public boolean includeFencedBrokers() {
        return includeFencedBrokers;
    }
}
