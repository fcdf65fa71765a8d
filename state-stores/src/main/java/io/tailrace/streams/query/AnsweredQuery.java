package io.tailrace.streams.query;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What success and failure share. */
abstract class AnsweredQuery<R> implements QueryResult<R> {

    private final List<String> executionInfo = new ArrayList<>();
    private @Nullable Position position;

    @Override
    public final void addExecutionInfo(String message) {
        executionInfo.add(message);
    }

    @Override
    public final void setPosition(Position newPosition) {
        position = newPosition;
    }

    @Override
    public final boolean isFailure() {
        return !isSuccess();
    }

    @Override
    public final List<String> getExecutionInfo() {
        return executionInfo;
    }

    @Override
    public final @Nullable Position getPosition() {
        return position;
    }
}
