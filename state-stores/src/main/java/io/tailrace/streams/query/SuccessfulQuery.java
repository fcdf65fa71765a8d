package io.tailrace.streams.query;

import org.jspecify.annotations.Nullable;

/** A query that was answered. */
final class SuccessfulQuery<R> extends AnsweredQuery<R> {

    private final @Nullable R result;

    SuccessfulQuery(@Nullable R result) {
        this.result = result;
    }

    @Override
    public boolean isSuccess() {
        return true;
    }

    @Override
    public FailureReason getFailureReason() {
        throw new IllegalArgumentException("Cannot get failure reason because this query did not fail.");
    }

    @Override
    public String getFailureMessage() {
        throw new IllegalArgumentException("Cannot get failure message because this query did not fail.");
    }

    @Override
    public @Nullable R getResult() {
        return result;
    }

    @Override
    public String toString() {
        return "SucceededQueryResult{result=" + result + ", executionInfo=" + getExecutionInfo() + ", position="
                + getPosition() + '}';
    }
}
