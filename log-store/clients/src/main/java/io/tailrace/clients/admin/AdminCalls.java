package io.tailrace.clients.admin;

import io.tailrace.clients.core.BrokerClient;
import io.tailrace.clients.core.ExponentialBackoff;
import io.tailrace.clients.core.Failures;
import io.tailrace.common.KafkaFuture;
import io.tailrace.common.errors.Errors;
import io.tailrace.common.errors.RetriableException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.protocol.ErrorCode;
import io.tailrace.protocol.time.Scheduler;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs calls with retries. A call asks for several keys at once (topics, partitions, groups); each gets a future of its own,
 * and after each attempt only the keys that failed in a way that may pass are asked for again, with growing waits, until the
 * call's time is up.
 *
 * <p><b>Threads:</b> {@link #keyed} and {@link #single} from any; attempts run on the client's scheduler.
 */
final class AdminCalls {

    /**
     * What an attempt found for one key: a value, or why there is none.
     *
     * @param mayPass whether asking again can help
     */
    record Outcome<V>(@Nullable V value, @Nullable Throwable failure, boolean mayPass) {

        /** Errors of a cluster in motion. Others are answers, though their exceptions may be retriable elsewhere. */
        private static final Set<ErrorCode> IN_MOTION = EnumSet.of(
                ErrorCode.NOT_CONTROLLER,
                ErrorCode.COORDINATOR_LOAD_IN_PROGRESS,
                ErrorCode.COORDINATOR_NOT_AVAILABLE,
                ErrorCode.NOT_COORDINATOR,
                ErrorCode.NOT_LEADER_OR_FOLLOWER,
                ErrorCode.LEADER_NOT_AVAILABLE,
                ErrorCode.FENCED_LEADER_EPOCH,
                ErrorCode.UNKNOWN_LEADER_EPOCH,
                ErrorCode.OFFSET_NOT_AVAILABLE,
                ErrorCode.UNSTABLE_OFFSET_COMMIT,
                ErrorCode.THROTTLING_QUOTA_EXCEEDED);

        static <V> Outcome<V> of(@Nullable V value) {
            return new Outcome<>(value, null, false);
        }

        static <V> Outcome<V> failed(Throwable failure) {
            return new Outcome<>(null, failure, failure instanceof RetriableException);
        }

        /** The failure of an error code, or {@code value} if it is none. */
        static <V> Outcome<V> of(short errorCode, @Nullable String message, @Nullable V value) {
            if (errorCode == ErrorCode.NONE.code()) {
                return of(value);
            }
            ErrorCode error = ErrorCode.forCode(errorCode);
            return new Outcome<>(null, Errors.exception(error, message), IN_MOTION.contains(error));
        }
    }

    private final BrokerClient client;
    private final int defaultTimeoutMs;
    private final int retries;
    private final Map<Object, CompletableFuture<?>> underWay = new ConcurrentHashMap<>();

    AdminCalls(BrokerClient client, int defaultTimeoutMs, int retries) {
        this.client = client;
        this.defaultTimeoutMs = defaultTimeoutMs;
        this.retries = retries;
    }

    BrokerClient client() {
        return client;
    }

    /** Futures of calls that have not ended. */
    Collection<CompletableFuture<?>> underWay() {
        return underWay.values();
    }

    /** Asks for one thing. */
    <V> KafkaFuture<V> single(String what, AbstractOptions<?> options, Supplier<CompletableFuture<V>> attempt) {
        Map<String, KafkaFuture<V>> futures =
                keyed(Set.of(what), options, keys -> attempt.get().thenApply(value -> Map.of(what, Outcome.of(value))));
        return futures.values().iterator().next();
    }

    /**
     * Asks for several keys.
     *
     * @param attempt asks for the given keys; its future may leave keys out, which are asked for again
     */
    <K, V> Map<K, KafkaFuture<V>> keyed(
            Collection<K> keys,
            AbstractOptions<?> options,
            Function<Set<K>, CompletableFuture<Map<K, Outcome<V>>>> attempt) {
        Integer timeoutMs = options.timeoutMs();
        KeyedCall<K, V> call = new KeyedCall<>(keys, timeoutMs == null ? defaultTimeoutMs : timeoutMs, attempt);
        Map<K, KafkaFuture<V>> futures = new LinkedHashMap<>();
        call.pending.forEach((key, future) -> {
            Object entry = new Object();
            underWay.put(entry, future);
            var unused = future.whenComplete((value, failure) -> underWay.remove(entry));
            futures.put(key, KafkaFuture.of(future));
        });
        client.scheduler().execute(call::begin);
        return futures;
    }

    /** One call under way. Owned by the scheduler. */
    private final class KeyedCall<K, V> {
        private final Map<K, CompletableFuture<V>> pending = new LinkedHashMap<>();
        private final int timeoutMs;
        private final Function<Set<K>, CompletableFuture<Map<K, Outcome<V>>>> attempt;
        private final ExponentialBackoff backoff = client.retryBackoff();
        private final Map<K, Throwable> lastFailures = new HashMap<>();
        private Scheduler.@Nullable Task deadline;
        private int attempts;

        KeyedCall(Collection<K> keys, int timeoutMs, Function<Set<K>, CompletableFuture<Map<K, Outcome<V>>>> attempt) {
            keys.forEach(key -> pending.put(key, new CompletableFuture<>()));
            this.timeoutMs = timeoutMs;
            this.attempt = attempt;
        }

        void begin() {
            deadline = client.scheduler().schedule(timeoutMs, this::timeOut);
            attempt();
        }

        private void attempt() {
            if (pending.isEmpty()) {
                return;
            }
            CompletableFuture<Map<K, Outcome<V>>> outcomes;
            try {
                outcomes = attempt.apply(Set.copyOf(pending.keySet()));
            } catch (RuntimeException e) {
                outcomes = CompletableFuture.failedFuture(e);
            }
            var unused = outcomes.whenComplete((found, failure) -> client.scheduler()
                    .execute(() -> attempted(found, failure == null ? null : Failures.unwrap(failure))));
        }

        private void attempted(@Nullable Map<K, Outcome<V>> found, @Nullable Throwable failure) {
            boolean mayRetry = attempts++ < retries;
            for (K key : Set.copyOf(pending.keySet())) {
                Outcome<V> outcome = found == null ? null : found.get(key);
                if (outcome == null && failure != null) {
                    outcome = Outcome.failed(failure);
                }
                if (outcome == null) {
                    continue; // left out: asked for again
                }
                Throwable problem = outcome.failure();
                if (problem == null) {
                    complete(key).complete(outcome.value());
                } else if (outcome.mayPass() && mayRetry) {
                    lastFailures.put(key, problem);
                } else {
                    complete(key).completeExceptionally(problem);
                }
            }
            if (pending.isEmpty()) {
                cancelDeadline();
            } else {
                var unused = client.scheduler().schedule(backoff.delayMs(attempts - 1), this::attempt);
            }
        }

        private CompletableFuture<V> complete(K key) {
            CompletableFuture<V> future = pending.remove(key);
            if (future == null) {
                throw new IllegalStateException("expected a key that is under way, found " + key);
            }
            return future;
        }

        private void timeOut() {
            for (K key : Set.copyOf(pending.keySet())) {
                Throwable last = lastFailures.get(key);
                complete(key)
                        .completeExceptionally(new TimeoutException(
                                "no answer for " + key + " within " + timeoutMs + " ms and " + attempts + " attempt(s)"
                                        + (last == null ? "" : "; the last failed with: " + last.getMessage()),
                                last));
            }
        }

        private void cancelDeadline() {
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }
}
