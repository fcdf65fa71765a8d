package io.tailrace.streams.query;

/** A query that was not answered. */
final class FailedQuery<R> extends AnsweredQuery<R> {

    private final FailureReason reason;
    private final String message;

    FailedQuery(FailureReason reason, String message) {
        this.reason = reason;
        this.message = message;
    }

    @Override
    public boolean isSuccess() {
        return false;
    }

    @Override
    public FailureReason getFailureReason() {
        return reason;
    }

    @Override
    public String getFailureMessage() {
        return message;
    }

    @Override
    public R getResult() {
        throw new IllegalArgumentException(
                "Cannot get result for failed query. Failure is " + reason.name() + ": " + message);
    }

    @Override
    public String toString() {
        return "FailedQueryResult{failureReason=" + reason + ", failure='" + message + "', executionInfo="
                + getExecutionInfo() + ", position=" + getPosition() + '}';
    }
}
