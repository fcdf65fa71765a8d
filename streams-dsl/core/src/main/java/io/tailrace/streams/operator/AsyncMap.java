package io.tailrace.streams.operator;

import io.tailrace.clients.errors.ErrorPolicy;
import io.tailrace.common.errors.InterruptException;
import io.tailrace.common.errors.TimeoutException;
import io.tailrace.common.utils.Bytes;
import io.tailrace.state.task.TaskContext;
import io.tailrace.streams.KeyValue;
import io.tailrace.streams.errors.StreamsException;
import io.tailrace.streams.kstream.AsyncOptions;
import io.tailrace.streams.kstream.KeyValueMapper;
import io.tailrace.streams.processor.RecordContext;
import io.tailrace.streams.processor.api.ContextualProcessor;
import io.tailrace.streams.processor.api.Processor;
import io.tailrace.streams.processor.api.ProcessorContext;
import io.tailrace.streams.processor.api.ProcessorSupplier;
import io.tailrace.streams.processor.api.Record;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Maps records by futures. Many are in flight at once; their results are forwarded on the task's thread, those of one key in the order of the
 * records, those of different keys as they come.
 *
 * <p>The task's thread waits here in two cases: when as many records are in flight as may be, and before a commit, when all have to finish.
 * An attempt that fails or does not finish in time is repeated as the error policy says, then handled as it says.
 *
 * <p><b>Threads:</b> the task's; futures complete on any thread and hand over through {@link Completions}.
 */
public record AsyncMap<K, V, KOut, VOut>(
        KeyValueMapper<
                        ? super K,
                        ? super V,
                        ? extends CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>>>
                mapper,
        AsyncOptions options)
        implements ProcessorSupplier<K, V, KOut, VOut> {

    @Override
    public Processor<K, V, KOut, VOut> get() {
        return new AsyncProcessor();
    }

    /** What came of an attempt. */
    private record Outcome<K, V, KOut, VOut>(
            AsyncCall<K, V, KOut, VOut> call,
            int attempt,
            @Nullable KeyValue<? extends KOut, ? extends VOut> result,
            @Nullable Throwable error) {}

    private final class AsyncProcessor extends ContextualProcessor<K, V, KOut, VOut> implements PendingWork {
        private final Completions<Outcome<K, V, KOut, VOut>> completions = new Completions<>();
        private final Map<Object, Deque<AsyncCall<K, V, KOut, VOut>>> byKey = new HashMap<>();
        private final Set<AsyncCall<K, V, KOut, VOut>> unfinished = new LinkedHashSet<>();
        private TaskContext task;
        private ErrorPolicy retries;
        private int inFlight;

        @SuppressWarnings("NullAway.Init") // set by init before the first record
        private AsyncProcessor() {}

        @Override
        public void init(ProcessorContext<KOut, VOut> context) {
            super.init(context);
            task = (TaskContext) context;
            OperatorContext operator = OperatorContext.of(context);
            retries = options.errorPolicy().orElseGet(operator::processingPolicy);
            operator.addPending(this);
        }

        @Override
        public void process(Record<K, V> record) {
            while (inFlight >= options.maxInFlight()) {
                awaitProgress();
            }
            AsyncCall<K, V, KOut, VOut> call = new AsyncCall<>(record, task.recordContext());
            byKey.computeIfAbsent(identity(record.key()), key -> new ArrayDeque<>())
                    .add(call);
            inFlight++;
            start(call);
            settle();
        }

        private static @Nullable Object identity(@Nullable Object key) {
            return key instanceof byte[] bytes ? Bytes.wrap(bytes) : key;
        }

        private void start(AsyncCall<K, V, KOut, VOut> call) {
            int attempt = ++call.attempt;
            call.stage = AsyncCall.Stage.RUNNING;
            call.dueNanos = System.nanoTime() + options.timeout().toNanos();
            unfinished.add(call);
            CompletionStage<? extends KeyValue<? extends KOut, ? extends VOut>> future;
            try {
                future = Objects.requireNonNull(
                        mapper.apply(call.record.key(), call.record.value()), "the mapper returned no future");
            } catch (RuntimeException e) {
                future = CompletableFuture.failedFuture(e);
            }
            call.future = future;
            future.whenComplete((result, error) -> completions.add(new Outcome<>(call, attempt, result, error)));
        }

        @Override
        public boolean settle() {
            for (Outcome<K, V, KOut, VOut> outcome : completions.take()) {
                if (outcome.attempt() == outcome.call().attempt
                        && outcome.call().stage == AsyncCall.Stage.RUNNING) { // else it had timed out
                    completed(outcome);
                }
            }
            long now = System.nanoTime();
            for (AsyncCall<K, V, KOut, VOut> call : List.copyOf(unfinished)) {
                if (now - call.dueNanos >= 0) {
                    due(call);
                }
            }
            return forwardFinished();
        }

        @SuppressWarnings("unchecked") // a key-value pair is read only
        private void completed(Outcome<K, V, KOut, VOut> outcome) {
            if (outcome.error() != null) {
                failed(outcome.call(), asRuntime(outcome.error()));
            } else if (outcome.result() == null) {
                failed(
                        outcome.call(),
                        new StreamsException("The future of an asynchronous map gave no key-value pair"));
            } else {
                outcome.call().result = (KeyValue<KOut, VOut>) outcome.result();
                finish(outcome.call());
            }
        }

        private static RuntimeException asRuntime(Throwable error) {
            Throwable cause = error;
            while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                    && cause.getCause() != null) {
                cause = cause.getCause();
            }
            return cause instanceof RuntimeException unchecked
                    ? unchecked
                    : new StreamsException("An asynchronous operation failed: " + cause, cause);
        }

        private void due(AsyncCall<K, V, KOut, VOut> call) {
            if (call.stage == AsyncCall.Stage.BACKING_OFF) {
                start(call);
            } else {
                call.cancel();
                failed(
                        call,
                        new TimeoutException("An asynchronous operation did not finish within "
                                + options.timeout().toMillis() + " ms"));
            }
        }

        private void failed(AsyncCall<K, V, KOut, VOut> call, RuntimeException error) {
            if (retries.triesAgainAfter(call.attempt)) {
                call.stage = AsyncCall.Stage.BACKING_OFF;
                call.dueNanos =
                        System.nanoTime() + retries.backoffAfter(call.attempt).toNanos();
            } else {
                call.error = error;
                finish(call);
            }
        }

        private void finish(AsyncCall<K, V, KOut, VOut> call) {
            call.stage = AsyncCall.Stage.FINISHED;
            unfinished.remove(call);
        }

        private boolean forwardFinished() {
            boolean any = false;
            for (Object key : new ArrayList<>(byKey.keySet())) {
                Deque<AsyncCall<K, V, KOut, VOut>> calls = byKey.get(key);
                while (!calls.isEmpty() && calls.peek().stage == AsyncCall.Stage.FINISHED) {
                    AsyncCall<K, V, KOut, VOut> call = calls.remove();
                    if (calls.isEmpty()) {
                        byKey.remove(key);
                    }
                    inFlight--;
                    any = true;
                    forward(call);
                }
            }
            return any;
        }

        private void forward(AsyncCall<K, V, KOut, VOut> call) {
            RecordContext before = task.recordContext();
            task.setRecordContext(call.context);
            try {
                if (call.result != null) {
                    context().forward(call.record.withKey(call.result.key).withValue(call.result.value));
                } else {
                    OperatorContext.of(context())
                            .failed(
                                    call.record,
                                    Objects.requireNonNull(call.error),
                                    options.errorPolicy().orElse(null));
                }
            } finally {
                task.setRecordContext(before);
            }
        }

        private void awaitProgress() {
            long waitNanos = Long.MAX_VALUE;
            long now = System.nanoTime();
            for (AsyncCall<K, V, KOut, VOut> call : unfinished) {
                waitNanos = Math.min(waitNanos, call.dueNanos - now);
            }
            try {
                completions.await(waitNanos);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptException(e);
            }
            settle();
        }

        @Override
        public void finish() {
            while (inFlight > 0) {
                awaitProgress();
            }
        }

        @Override
        public boolean isPending() {
            return inFlight > 0;
        }

        @Override
        public void close() {
            unfinished.forEach(AsyncCall::cancel);
            unfinished.clear();
            byKey.clear();
            inFlight = 0;
        }
    }
}
