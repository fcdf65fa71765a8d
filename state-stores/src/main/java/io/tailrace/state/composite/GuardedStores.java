package io.tailrace.state.composite;

import io.tailrace.state.task.StoreGuard;
import io.tailrace.streams.processor.StateStore;
import io.tailrace.streams.query.QueryResult;
import io.tailrace.streams.state.AggregationWithHeaders;
import io.tailrace.streams.state.KeyValueIterator;
import io.tailrace.streams.state.QueryableStoreType;
import io.tailrace.streams.state.ReadOnlyKeyValueStore;
import io.tailrace.streams.state.ReadOnlySessionStore;
import io.tailrace.streams.state.ReadOnlyWindowStore;
import io.tailrace.streams.state.ValueAndTimestamp;
import io.tailrace.streams.state.ValueTimestampHeaders;
import io.tailrace.streams.state.VersionedRecordIterator;
import io.tailrace.streams.state.WindowStoreIterator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the guard of a task before its stores and before iterators over them. */
public final class GuardedStores {

    private GuardedStores() {}

    /**
     * {@code store} as {@code type} shows it. Types that an application wrote are given the store as it is: what they
     * do with it is not guarded.
     */
    @SuppressWarnings("unchecked") // The type accepted the store, and says what it gives.
    public static <T> T view(StateStore store, QueryableStoreType<T> type, StoreGuard guard) {
        Object shown = store;
        if (store instanceof ReadOnlyKeyValueStore<?, ?> keyValue) {
            shown = new GuardedKeyValueStore<>(keyValue, guard, shownBy(type));
        } else if (store instanceof ReadOnlyWindowStore<?, ?> window) {
            shown = new GuardedWindowStore<>(window, guard, shownBy(type));
        } else if (store instanceof ReadOnlySessionStore<?, ?> session) {
            shown = new GuardedSessionStore<>(session, guard, shownBy(type));
        }
        return (T) shown;
    }

    private static Function<Object, @Nullable Object> shownBy(QueryableStoreType<?> type) {
        if (type instanceof PlainValues) {
            return GuardedStores::plain;
        }
        return type instanceof TimestampedValues ? GuardedStores::timestamped : value -> value;
    }

    private static @Nullable Object timestamped(@Nullable Object value) {
        return value instanceof ValueTimestampHeaders<?> triple
                ? ValueAndTimestamp.make(triple.value(), triple.timestamp())
                : value;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof ValueAndTimestamp<?> pair) {
            return pair.value();
        }
        if (value instanceof ValueTimestampHeaders<?> triple) {
            return triple.value();
        }
        return value instanceof AggregationWithHeaders<?> pair ? pair.aggregation() : value;
    }

    /** The answer to a query, with the guard before an iterator that it may be. */
    @SuppressWarnings("unchecked") // An iterator is replaced by one of the same interface and elements.
    public static <R> QueryResult<R> guarded(QueryResult<R> answer, StoreGuard guard) {
        if (answer.isFailure()) {
            return answer;
        }
        Object result = answer.getResult();
        Object guardedResult = result;
        if (result instanceof WindowStoreIterator<?> iterator) {
            guardedResult = new GuardedIterator.OfWindows<>(iterator, guard, value -> value);
        } else if (result instanceof KeyValueIterator<?, ?> iterator) {
            guardedResult = new GuardedIterator<>(iterator, guard, value -> value);
        } else if (result instanceof VersionedRecordIterator<?> iterator) {
            guardedResult = new GuardedVersions<>(iterator, guard);
        }
        if (guardedResult == result) {
            return answer;
        }
        QueryResult<R> guardedAnswer = QueryResult.forResult((R) guardedResult);
        answer.getExecutionInfo().forEach(guardedAnswer::addExecutionInfo);
        if (answer.getPosition() != null) {
            guardedAnswer.setPosition(answer.getPosition());
        }
        return guardedAnswer;
    }
}
