package io.tailrace.clients.admin;

/** How {@link Admin} is to carry out describeTopics. <b>Threads:</b> one. */
public class DescribeTopicsOptions extends AbstractOptions<DescribeTopicsOptions> {
    private boolean includeAuthorizedOperations = false;
    private int partitionSizeLimitPerResponse = 2000;

    /** Ask what the caller may do. */
    public DescribeTopicsOptions includeAuthorizedOperations(boolean includeAuthorizedOperations) {
        this.includeAuthorizedOperations = includeAuthorizedOperations;
        return this;
    }

    public boolean includeAuthorizedOperations() {
        return includeAuthorizedOperations;
    }

    /** The largest number of partitions in one answer. */
    public DescribeTopicsOptions partitionSizeLimitPerResponse(int partitionSizeLimitPerResponse) {
        this.partitionSizeLimitPerResponse = partitionSizeLimitPerResponse;
        return this;
    }

    public int partitionSizeLimitPerResponse() {
        return partitionSizeLimitPerResponse;
    }
}
